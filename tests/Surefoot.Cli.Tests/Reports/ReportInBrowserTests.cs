using Microsoft.Playwright;
using Surefoot.Lab.Lessons;
using Surefoot.Lab.Reports;

namespace Surefoot.Cli.Tests.Reports;

/// <summary>
/// The reports of runs, comparisons and lessons as a browser shows them. With SUREFOOT_SCREENSHOTS naming a folder, the
/// pictures are left there to be looked at.
/// </summary>
public sealed class ReportInBrowserTests : IDisposable
{
    static readonly (int Width, ColorScheme Scheme)[] AllViews =
    [
        (1280, ColorScheme.Dark),
        (1280, ColorScheme.Light),
        (390, ColorScheme.Dark),
        (390, ColorScheme.Light),
    ];

    static string? KeepsIn =>
        Environment.GetEnvironmentVariable("SUREFOOT_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    readonly string _folder = Directory.CreateTempSubdirectory("surefoot-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [BrowserFact]
    public async Task A_report_fits_its_window_asks_for_nothing_and_reports_no_error_at_any_width_in_both_schemes()
    {
        using IPlaywright playwright = await Playwright.CreateAsync();
        await using IBrowser browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = BrowserFactAttribute.Path,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic"],
            }
        );
        foreach ((string name, Action<string> write, string? logarithmic) in Reports())
        {
            string path = Path.Combine(_folder, name + ".html");
            write(path);
            HashSet<string> backgrounds = [];
            foreach ((int width, ColorScheme scheme) in KeepsIn is null ? AllViews[1..3] : AllViews)
            {
                // JavaScript is only for the measurements below: the page has no script, and its policy forbids one.
                await using IBrowserContext context = await browser.NewContextAsync(
                    new()
                    {
                        ViewportSize = new() { Width = width, Height = 900 },
                        ColorScheme = scheme,
                    }
                );
                IPage page = await context.NewPageAsync();
                List<string> messages = [],
                    requests = [];
                page.Console += (_, message) => messages.Add(message.Text);
                page.PageError += (_, error) => messages.Add(error);
                page.Request += (_, request) => requests.Add(request.Url);
                await page.GotoAsync(new Uri(path).AbsoluteUri);
                await page.EvaluateAsync(
                    "document.querySelectorAll('details').forEach(details => details.open = true)"
                );

                Assert.Empty(messages);
                Assert.Equal(
                    new Uri(path).AbsoluteUri,
                    Assert.Single(requests, url => !url.StartsWith("data:", StringComparison.Ordinal))
                );
                Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
                if (logarithmic is not null)
                {
                    Assert.Equal(width < 520, await page.Locator(".sf-narrow svg").First.IsVisibleAsync());
                    await SwitchToLogarithmic(page, logarithmic);
                }

                backgrounds.Add(await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
                await Keep(page, $"{name}-{width}-{scheme}");
            }

            Assert.Equal(2, backgrounds.Count);
        }
    }

    // The name, how it is written, and the chart to switch to a logarithmic axis; null where there is none.
    static IEnumerable<(string Name, Action<string> Write, string? Logarithmic)> Reports() =>
        [
            ("digits", path => RunReport.Write(path, SampleRuns.Digits()), "loss"),
            ("regression", path => RunReport.Write(path, SampleRuns.Regression()), "loss"),
            (
                "long-names",
                path =>
                    RunReport.Write(
                        path,
                        SampleRuns.Digits("an-unreasonably-long-class-name-without-a-break-", epochs: 300) with
                        {
                            Name = new string('x', 300),
                        }
                    ),
                "loss"
            ),
            ("no-epochs", path => RunReport.Write(path, SampleRuns.Empty("new", "classification", [])), null),
            ("comparison", path => ComparisonReport.Write(path, SampleComparisons.Digits()), "validation"),
            (
                "lessons",
                path =>
                    LessonReport.Write(path, [.. Lesson.All.Select(lesson => (lesson, Measured()))], LessonSize.Quick),
                null
            ),
        ];

    static LessonResult Measured() =>
        new()
        {
            Sentence =
                "A network of six convolutions reached 97.00 % of the validation digits in 4 epochs with "
                + "RMSprop and 10 with gradient descent, over 3 seeds.",
            Expected = "RMSprop reaches the accuracy with every seed, and in fewer epochs.",
            Holds = true,
            Figures =
            [
                new("RMSprop: epochs to the accuracy", 4, "4"),
                new("gradient descent: epochs to the accuracy", 10, "10"),
            ],
            Charts = [ComparisonCharts.Measure(SampleComparisons.Digits().Result!)],
        };

    static async Task SwitchToLogarithmic(IPage page, string chart)
    {
        ILocator card = page.Locator($".switch:has(#{chart}-log)");
        Assert.True(await card.Locator(".when-linear").IsVisibleAsync());
        await page.Locator($"label[for={chart}-log]").ClickAsync();
        Assert.False(await card.Locator(".when-linear").IsVisibleAsync());
        Assert.True(await card.Locator(".when-log").IsVisibleAsync());
    }

    static async Task Keep(IPage page, string name)
    {
        if (KeepsIn is not { } folder)
            return;
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + "-open.png"), FullPage = true });
        await page.ReloadAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }
}
