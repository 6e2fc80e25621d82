using Microsoft.Playwright;
using Surefoot.Cli.Tests.Reports;

namespace Surefoot.Cli.Tests.Lab;

[Collection(nameof(LabBrowser))]
public sealed class LabPagesInBrowserTests(LabBrowser browser)
{
    static readonly (int Width, ColorScheme Scheme)[] AllViews =
    [
        (1280, ColorScheme.Dark),
        (1280, ColorScheme.Light),
        (390, ColorScheme.Dark),
        (390, ColorScheme.Light),
    ];

    static readonly string[] Pages =
    [
        "runs?run=steady",
        "runs?run=steady&run=longer",
        "descent",
        "descent?surface=rosenbrock&at=90",
        "lesson",
        "lesson?name=images&length=detailed",
        "runs?run=empty",
        "runs/table?run=steady&run=longer&chart=validation",
        "descent/table?surface=beale",
    ];

    // What can be used: radio buttons of a group are one place to stop at, and the arrows choose among them.
    const string Usable = """
        [...document.querySelectorAll('a[href], button:not([disabled]), summary, [tabindex="0"], '
            + 'input:not([disabled]):not([type=hidden]):not([type=radio]), input[type=radio]:checked')]
            .filter(element => element.getClientRects().length > 0)
        """;

    // Notes where the focus has come to, and gives what has it without showing it. A radio button is shown by its
    // label.
    const string Step = """
        (() => {
            const at = document.activeElement;
            window.usable.delete(at);
            const outlined = each => each && getComputedStyle(each).outlineStyle !== 'none';
                const shown = at === document.body || [at, at.nextElementSibling].some(outlined);
            return shown ? '' : at.outerHTML;
        })()
        """;

    [BrowserFact]
    public async Task Every_page_fits_its_window_at_every_width_and_in_both_schemes()
    {
        HashSet<string> backgrounds = [];
        foreach ((int width, ColorScheme scheme) in LabPage.Keeps ? AllViews : AllViews[1..3])
        {
            await using LabPage page = await browser.Open("runs", width, scheme);
            foreach ((int index, string path) in Pages.Index())
            {
                await page.Page.GotoAsync(new Uri(page.Address, path).AbsoluteUri);
                Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
                await page.Keep($"lab-{index}-{width}-{scheme}");
                if (path == "descent" && width == 1280 && scheme == ColorScheme.Light)
                    await page.Keep("lab", whole: false);
            }

            backgrounds.Add(await page.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
            page.AssertQuiet();
        }

        Assert.Equal(2, backgrounds.Count);
    }

    [BrowserFact]
    public async Task The_keyboard_alone_reaches_everything_and_shows_where_it_is()
    {
        foreach (string path in (string[])["runs?run=steady", "descent", "lesson"])
        {
            await using LabPage page = await browser.Open(path);
            // Once a live page has put its state in place, the elements stay the same.
            if (path != "descent")
                await page.Page.WaitForFunctionAsync("() => performance.getEntriesByName('surefoot-swap').length > 0");
            int usable = await page.Page.EvaluateAsync<int>($"window.usable = new Set({Usable}); window.usable.size");
            Assert.True(usable > 8, $"{path}: {usable}");
            for (int i = 0; i < usable + 10; i++)
            {
                await page.Page.Keyboard.PressAsync("Tab");
                Assert.Equal("", await page.Page.EvaluateAsync<string>(Step));
            }

            Assert.Equal(
                "",
                await page.Page.EvaluateAsync<string>(
                    "[...window.usable].filter(element => element.isConnected).map(element => "
                        + "element.outerHTML.slice(0, 120)).join('\\n')"
                )
            );
            page.AssertQuiet();
        }
    }

    [BrowserFact]
    public async Task A_lesson_runs_from_the_page_and_its_verdict_stays()
    {
        await using LabPage page = await browser.Open("lesson?name=average");
        await page.Page.Locator("#run-quick").ClickAsync();
        await page.Page.Locator(".verdict .badge").WaitForAsync(new() { Timeout = 60_000 });
        Assert.True(await page.Page.Locator("#lesson-0 svg").First.IsVisibleAsync());
        Assert.Equal(1, await page.Page.Locator(".lesson-list .badge").CountAsync());
        foreach (int width in (int[])[390, 1280])
        {
            await page.Page.SetViewportSizeAsync(width, 900);
            await page.Page.Locator($"#lesson-0 .sf-{(width < 520 ? "narrow" : "wide")} svg").WaitForAsync();
            Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
            await page.Keep($"lesson-done-{width}");
        }

        page.AssertQuiet();
    }
}
