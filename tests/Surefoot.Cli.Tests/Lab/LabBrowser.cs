using Microsoft.Playwright;
using Surefoot.Cli.Tests.Commands;
using Surefoot.Cli.Tests.Reports;
using Surefoot.Lab.Server;

namespace Surefoot.Cli.Tests.Lab;

/// <summary>One browser and one server that the tests of the pages share.</summary>
public sealed class LabBrowser : IAsyncLifetime
{
    readonly ScratchFolder folder = new();
    IPlaywright? playwright;
    IBrowser? browser;

    internal LabServer Server { get; private set; } = null!;

    internal string Folder => folder.Path;

    public async Task InitializeAsync()
    {
        LabRuns.Write(folder["runs", "steady"], SampleRuns.Digits());
        LabRuns.Write(folder["runs", "longer"], SampleRuns.Digits(epochs: 30));
        LabRuns.Write(
            folder["runs", "empty"],
            SampleRuns.Empty("empty", "classification", []) with
            {
                Started = SampleRuns.Digits().Started.AddDays(-1),
            }
        );
        Server = await LabServer.StartAsync(new LabOptions { RunsFolder = folder["runs"] });
        if (BrowserFactAttribute.Path is null)
            return;
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = BrowserFactAttribute.Path,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic"],
            }
        );
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        await Server.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>A page of the server in a window of its own.</summary>
    internal async Task<LabPage> Open(
        string path,
        int width = 1280,
        ColorScheme scheme = ColorScheme.Light,
        LabServer? server = null
    )
    {
        IBrowserContext context = await browser!.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = 900 },
                ColorScheme = scheme,
            }
        );
        LabPage page = new(context, await context.NewPageAsync(), (server ?? Server).Address);
        await page.Page.GotoAsync(new Uri(page.Address, path).AbsoluteUri);
        return page;
    }
}

/// <summary>Tests that share the browser; they run one after another.</summary>
[CollectionDefinition(nameof(LabBrowser))]
public sealed class LabBrowserTests : ICollectionFixture<LabBrowser>;
