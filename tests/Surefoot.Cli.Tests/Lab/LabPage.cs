using Microsoft.Playwright;

namespace Surefoot.Cli.Tests.Lab;

/// <summary>A page in the browser that notes what it says and whom it asks.</summary>
sealed class LabPage : IAsyncDisposable
{
    readonly IBrowserContext context;
    readonly List<string> messages = [],
        requests = [];

    public LabPage(IBrowserContext context, IPage page, Uri address)
    {
        (this.context, Page, Address) = (context, page, address);
        page.Console += (_, message) => messages.Add(message.Text);
        page.PageError += (_, error) => messages.Add(error);
        context.Request += (_, request) => requests.Add(request.Url);
    }

    public IPage Page { get; }

    public Uri Address { get; }

    /// <summary>Nothing went wrong in the page, and it asked nobody but its server.</summary>
    public void AssertQuiet()
    {
        Assert.Empty(messages);
        Assert.All(
            requests,
            url =>
                Assert.True(
                    url.StartsWith(Address.AbsoluteUri, StringComparison.Ordinal)
                        || url.StartsWith("data:", StringComparison.Ordinal),
                    url
                )
        );
    }

    /// <summary>The same, but that a server which has ended cannot be reached.</summary>
    public void AssertQuietButForTheEnd() =>
        Assert.All(messages, message => Assert.Contains("ERR_", message, StringComparison.Ordinal));

    /// <summary>Whether pictures are kept.</summary>
    public static bool Keeps => Environment.GetEnvironmentVariable("SUREFOOT_SCREENSHOTS") is { Length: > 0 };

    /// <summary>A picture, where SUREFOOT_SCREENSHOTS names a folder for it.</summary>
    /// <param name="name">The picture's name.</param>
    /// <param name="whole">Whether it shows the whole page, or what is seen of it at first.</param>
    public async Task Keep(string name, bool whole = true)
    {
        if (Environment.GetEnvironmentVariable("SUREFOOT_SCREENSHOTS") is not { Length: > 0 } folder)
            return;
        PageViewportSizeResult before = Page.ViewportSize!;
        // What is far off the screen is not drawn: so the screen is made as high as the page.
        if (whole)
            await Page.SetViewportSizeAsync(
                before.Width,
                await Page.EvaluateAsync<int>("document.documentElement.scrollHeight")
            );
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = whole });
        await Page.SetViewportSizeAsync(before.Width, before.Height);
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
