using System.Diagnostics;
using Microsoft.Playwright;
using Surefoot.Cli.Tests.Commands;
using Surefoot.Cli.Tests.Reports;
using Surefoot.Lab.Server;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Tests.Lab;

[Collection(nameof(LabBrowser))]
public sealed class RunsInBrowserTests(LabBrowser browser)
{
    [BrowserFact]
    public async Task A_run_started_from_the_command_appears_its_curve_grows_and_it_obeys_without_a_reload()
    {
        await using LabPage page = await browser.Open("runs?run=steady");
        await page.Page.EvaluateAsync("window.unreloaded = true");
        using Process process = SurefootProcess.Start(
            browser.Folder,
            "train",
            "--model",
            "mlp",
            "--epochs",
            "100000",
            "--patience",
            "0",
            "--threads",
            "1",
            "--out",
            "runs/grows"
        );
        Task<string> errors = process.StandardError.ReadToEndAsync(),
            output = process.StandardOutput.ReadToEndAsync();
        try
        {
            ILocator box = page.Page.Locator("input[name=run][value=grows]");
            await box.WaitForAsync(new() { Timeout = 30_000 });
            await page.Page.Locator("input[name=run][value=steady]").UncheckAsync();
            await box.CheckAsync();
            await page.Page.Locator("h1", new() { HasText = "grows" }).WaitForAsync();
            await page.Page.Locator(".run-head .badge.live").WaitForAsync();
            string first = await Curve(page.Page);
            await page.Page.WaitForFunctionAsync(
                "first => document.querySelector('#loss svg').innerHTML !== first",
                first
            );
            await page.Page.Locator("#layer-gradients svg").First.WaitForAsync();
            await page.Keep("runs-live");

            await page.Page.Locator("#order-pause").ClickAsync();
            await page.Page.Locator(".run-head .badge", new() { HasText = "Paused" }).WaitForAsync();
            await page.Page.Locator("#order-continue").ClickAsync();
            await page.Page.Locator(".run-head .badge.live").WaitForAsync();
            await page.Page.Locator("#order-stop").ClickAsync();
            await page.Page.Locator(".run-head .badge", new() { HasText = "Interrupted" }).WaitForAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 130, await errors);
            _ = await output;
            Assert.True(await page.Page.EvaluateAsync<bool>("window.unreloaded"));
            Assert.False(await page.Page.Locator("#order-stop").IsVisibleAsync());
            page.AssertQuiet();
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    [BrowserFact]
    public async Task Overlay_logarithmic_axis_smoothing_and_the_values_under_the_pointer_work()
    {
        await using LabPage page = await browser.Open("runs?run=steady");
        await page.Page.Locator("input[name=run][value=longer]").CheckAsync();
        await page.Page.Locator("#validation").WaitForAsync();
        Assert.Equal("steady|longer", await page.Page.Locator("#validation svg").First.GetAttributeAsync("data-names"));
        // One in the legend and one in the picture for each.
        Assert.Equal(4, await page.Page.Locator("#validation svg > g[class^='sf-s'] > .sf-line").CountAsync());

        string linear = await page.Page.Locator("#training").InnerHTMLAsync();
        await page.Page.Locator("label[for=y-log]").ClickAsync();
        await page.Page.Locator("#training text", new() { HasText = "(logarithmic)" }).First.WaitForAsync();
        string logarithmic = await page.Page.Locator("#training").InnerHTMLAsync();
        Assert.NotEqual(linear, logarithmic);

        await page.Page.Locator("#smooth").FillAsync("0.6");
        await page.Page.Locator("#training .sf-behind").First.WaitForAsync();
        foreach (string part in (string[])["run=steady", "run=longer", "y=log", "smooth=0.6"])
            Assert.Contains(part, page.Page.Url, StringComparison.Ordinal);

        await page.Page.Locator("#training").HoverAsync();
        await page.Page.Locator(".tip").WaitForAsync();
        string tip = await page.Page.Locator(".tip").InnerTextAsync();
        Assert.Matches(@"Step [\d,]+", tip);
        Assert.Contains("steady", tip, StringComparison.Ordinal);
        await page.Page.Locator("#validation").FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        string byKey = await page.Page.Locator(".tip").InnerTextAsync();
        Assert.Contains("Step 102", byKey, StringComparison.Ordinal);
        await page.Page.Keyboard.PressAsync("End");
        Assert.Contains("longer", await page.Page.Locator(".tip").InnerTextAsync(), StringComparison.Ordinal);
        page.AssertQuiet();

        await using LabPage copy = await browser.Open(page.Page.Url);
        Assert.Equal(
            await page.Page.Locator("#training .sf-wide").InnerHTMLAsync(),
            (await copy.Page.Locator("#training .sf-wide").InnerHTMLAsync())
        );
        Assert.True(await copy.Page.Locator("#y-log").IsCheckedAsync());
        copy.AssertQuiet();
    }

    [BrowserFact]
    public async Task The_page_outlives_its_run_and_its_server()
    {
        using ScratchFolder folder = new();
        RunRecord run = SampleRuns.Digits() with { Result = null };
        RunFolder its = LabRuns.Write(folder["runs", "mine"], run);
        using RunLock held = its.Lock();
        LabServer server = await LabServer.StartAsync(new LabOptions { RunsFolder = folder["runs"] });
        LabPage page;
        try
        {
            IRunObserver observer = server.Follow("mine", new RunControl());
            page = await browser.Open("runs?run=mine", server: server);
            await page.Page.Locator(".run-head .badge.live").WaitForAsync();
            its.Write(SampleRuns.Digits() with { Name = "mine" });
            observer.RunEnded(new RunEnded(SampleRuns.Digits().Result!));
            await page.Page.Locator(".run-head .badge", new() { HasText = "Stopped early" }).WaitForAsync();
            page.AssertQuiet();
        }
        finally
        {
            await server.DisposeAsync();
        }

        await page.Page.Locator("#message", new() { HasText = "The server has ended" }).WaitForAsync();
        Assert.True(await page.Page.Locator("#loss svg").First.IsVisibleAsync());
        await page.Page.Locator("#loss").HoverAsync();
        await page.Page.Locator(".tip").WaitForAsync();
        page.AssertQuietButForTheEnd();
        await page.DisposeAsync();
    }

    static Task<string> Curve(IPage page) => page.Locator("#loss svg").First.InnerHTMLAsync();
}
