using Microsoft.Playwright;
using Surefoot.Lab.Reports;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Tests.Reports;

/// <summary>
/// The report as a browser shows it. With SUREFOOT_SCREENSHOTS naming a folder, the pictures are left there to be looked at.
/// </summary>
public sealed class ReportInBrowserTests : IDisposable
{
    static readonly (int Width, ColorScheme Scheme)[] AllViews = [(1280, ColorScheme.Dark), (1280, ColorScheme.Light), (390, ColorScheme.Dark), (390, ColorScheme.Light)];

    readonly string _folder = Directory.CreateTempSubdirectory("surefoot-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [BrowserFact]
    public async Task A_report_fits_its_window_asks_for_nothing_and_reports_no_error_at_every_width_and_in_both_schemes()
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = BrowserFactAttribute.Path, Args = ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
        foreach ((string name, RunRecord run) in Runs())
        {
            string path = Path.Combine(_folder, name + ".html");
            RunReport.Write(path, run);
            HashSet<string> backgrounds = [];
            foreach ((int width, ColorScheme scheme) in name == "digits" ? AllViews : AllViews[1..3])
            {
                // JavaScript is only for the measurements below: the page has no script, and its policy forbids one.
                await using IBrowserContext context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
                IPage page = await context.NewPageAsync();
                List<string> messages = [], requests = [];
                page.Console += (_, message) => messages.Add(message.Text);
                page.PageError += (_, error) => messages.Add(error);
                page.Request += (_, request) => requests.Add(request.Url);
                await page.GotoAsync(new Uri(path).AbsoluteUri);
                foreach (IElementHandle details in await page.QuerySelectorAllAsync("summary"))
                {
                    if (await details.IsVisibleAsync())
                        await details.ClickAsync();
                }

                Assert.Empty(messages);
                Assert.Equal(new Uri(path).AbsoluteUri, Assert.Single(requests, url => !url.StartsWith("data:", StringComparison.Ordinal)));
                Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
                Assert.Equal(width < 520, await page.Locator(".sf-narrow svg").First.IsVisibleAsync());
                await SwitchToLogarithmic(page);
                backgrounds.Add(await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
                await Keep(page, $"{name}-{width}-{scheme}");
            }

            Assert.Equal(2, backgrounds.Count);
        }
    }

    static IEnumerable<(string Name, RunRecord Run)> Runs() =>
    [
        ("digits", SampleRuns.Digits()),
        ("regression", SampleRuns.Regression()),
        ("long-names", SampleRuns.Digits("an-unreasonably-long-class-name-without-a-break-", epochs: 300) with { Name = new string('x', 300) }),
        ("no-epochs", SampleRuns.Empty("new", "classification", [])),
    ];

    static async Task SwitchToLogarithmic(IPage page)
    {
        Assert.True(await page.Locator(".when-linear").First.IsVisibleAsync());
        await page.Locator("label[for=loss-log]").ClickAsync();
        Assert.False(await page.Locator(".when-linear").First.IsVisibleAsync());
        Assert.True(await page.Locator(".when-log").First.IsVisibleAsync());
    }

    static async Task Keep(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SUREFOOT_SCREENSHOTS") is not { Length: > 0 } folder)
            return;
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + "-open.png"), FullPage = true });
        await page.ReloadAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
