using System.Text.Json;
using Microsoft.Playwright;
using Surefoot.Cli.Tests.Reports;
using Xunit.Abstractions;

namespace Surefoot.Cli.Tests.Lab;

[Collection(nameof(LabBrowser))]
public sealed class DescentInBrowserTests(LabBrowser browser, ITestOutputHelper output)
{
    const string Picture = ".scene .sf-wide svg";

    [BrowserFact]
    public async Task Every_slider_changes_the_picture_and_the_address_restores_it()
    {
        await using LabPage page = await browser.Open("descent?surface=quadratic&at=60");
        string[] sliders = await page.Page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('input.linked')].filter(slider => !slider.closest('.more'))"
                + ".map(slider => slider.dataset.for)"
        );
        Assert.Equal(
            [
                "steps",
                "condition",
                "rmsprop-rate",
                "decay",
                "epsilon",
                "momentum",
                "adagrad-rate",
                "adam-rate",
                "momentum-rate",
                "inertia",
                "sgd-rate",
            ],
            sliders
        );
        ICDPSession browsers = await page.Page.Context.NewCDPSessionAsync(page.Page);
        await browsers.SendAsync("Performance.enable", new() { ["timeDomain"] = "threadTicks" });
        double start = await StyleAndLayout(browsers);
        foreach (string name in sliders)
        {
            string before = await Whole(page.Page);
            ILocator slider = page.Page.Locator($"input.linked[data-for={name}]");
            await slider.FocusAsync();
            // Two page steps of the slider by the keyboard alone; ε has to come near the mean square to be felt.
            for (int i = 0; i < (name == "epsilon" ? 8 : 1); i++)
                await page.Page.Keyboard.PressAsync(name == "inertia" ? "PageDown" : "PageUp");
            await page.Page.WaitForFunctionAsync(
                "before => document.querySelector('[data-part=view]').innerHTML !== before",
                before
            );
            Assert.Contains(name + "=", page.Page.Url, StringComparison.Ordinal);
            Assert.Equal(name, await page.Page.EvaluateAsync<string>("document.activeElement.dataset.for"));
        }

        foreach (string box in (string[])["centered", "show-sgd"])
        {
            string before = await Whole(page.Page);
            await page.Page.Locator("#" + box).ClickAsync();
            await page.Page.WaitForFunctionAsync(
                "before => document.querySelector('[data-part=view]').innerHTML !== before",
                before
            );
        }

        await page.Page.WaitForFunctionAsync("() => performance.getEntriesByName('surefoot-swap').length >= 13");
        double[] milliseconds = await page.Page.EvaluateAsync<double[]>(
            "performance.getEntriesByName('surefoot-swap').map(entry => entry.duration)"
        );
        output.WriteLine(
            "From the response to the changed picture, ms: median "
                + $"{milliseconds.Order().ElementAt(milliseconds.Length / 2):0.0}, longest "
                + $"{milliseconds.Max():0.0}, of {milliseconds.Length}; of it style and layout, in processor time: "
                + $"{1000 * (await StyleAndLayout(browsers) - start) / milliseconds.Length:0.0}."
        );

        await page.Page.Locator("#back").ClickAsync();
        Assert.Contains("at=59", page.Page.Url, StringComparison.Ordinal);
        await using LabPage copy = await browser.Open(page.Page.Url);
        Assert.Equal(await Trails(page.Page), await Trails(copy.Page));
        Assert.Equal(
            await page.Page.Locator(".readout").InnerTextAsync(),
            await copy.Page.Locator(".readout").InnerTextAsync()
        );
        Assert.Equal(
            await page.Page.Locator("#decay").InputValueAsync(),
            await copy.Page.Locator("#decay").InputValueAsync()
        );
        page.AssertQuiet();
        copy.AssertQuiet();
    }

    [BrowserFact]
    public async Task What_stands_behind_a_click_is_in_the_address_where_it_is_not_as_proposed()
    {
        await using LabPage page = await browser.Open("descent?surface=ravine");
        foreach (
            (string id, string value, string address) in ((string, string, string)[])
                [
                    ("adam-beta1", "0.5", "adam-beta1=0.5"),
                    ("epsilon-placement", "inside", "epsilon-placement=inside"),
                    ("bias-correction", "yes", "bias-correction=yes"),
                    ("show-adamw", "yes", "show=adamw"),
                ]
        )
        {
            string before = await Whole(page.Page);
            ILocator field = page.Page.Locator("#" + id);
            if (!await field.IsVisibleAsync())
                await page.Page.Locator($"details.more:has(#{id}) > summary").ClickAsync();
            if (value == "yes")
                await field.ClickAsync();
            else if (value == "inside")
                await field.SelectOptionAsync(value);
            else
                await field.FillAsync(value);
            await page.Page.WaitForFunctionAsync(
                "before => document.querySelector('[data-part=view]').innerHTML !== before",
                before
            );
            Assert.Contains(address, page.Page.Url, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("adam-beta2", page.Page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("adamw-", page.Page.Url, StringComparison.Ordinal);
        await using LabPage copy = await browser.Open(page.Page.Url);
        Assert.Equal(await Trails(page.Page), await Trails(copy.Page));
        page.AssertQuiet();
    }

    [BrowserFact]
    public async Task Play_step_and_scrub_move_along_the_paths()
    {
        await using LabPage page = await browser.Open("descent?surface=moving");
        await page.Page.Locator("#at").FillAsync("0");
        string start = await Trails(page.Page),
            ground = await Ground(page.Page);
        await page.Page.Locator("#forth").ClickAsync();
        string one = await Trails(page.Page);
        Assert.NotEqual(start, one);
        await page.Page.Locator("#play").ClickAsync();
        await page.Page.WaitForFunctionAsync("() => +document.getElementById('at').value > 80");
        await page.Page.Locator("#play").ClickAsync();
        Assert.NotEqual(ground, await Ground(page.Page));
        string readout = await page.Page.Locator(".readout").InnerTextAsync();
        await page.Page.Locator("#at").FillAsync("1");
        Assert.Equal(one, await Trails(page.Page));
        Assert.NotEqual(readout, await page.Page.Locator(".readout").InnerTextAsync());
        page.AssertQuiet();
    }

    static async Task<double> StyleAndLayout(ICDPSession browser)
    {
        JsonElement metrics = (await browser.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics");
        return metrics
            .EnumerateArray()
            .Where(one => one.GetProperty("name").GetString() is "LayoutDuration" or "RecalcStyleDuration")
            .Sum(one => one.GetProperty("value").GetDouble());
    }

    static Task<string> Whole(IPage page) => page.Locator("[data-part=view]").InnerHTMLAsync();

    static Task<string> Ground(IPage page) =>
        page.EvaluateAsync<string>($"document.querySelector('{Picture} .sf-ground').getAttribute('transform')");

    static Task<string> Trails(IPage page) =>
        page.EvaluateAsync<string>(
            $"[...document.querySelectorAll('{Picture} .sf-trail')].map(trail => trail.getAttribute('d').trim()).join()"
        );
}
