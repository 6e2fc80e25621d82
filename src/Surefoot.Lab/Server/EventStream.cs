using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Surefoot.Lab.Following;

namespace Surefoot.Lab.Server;

/// <summary>
/// Server-sent events for one client: a number that grows with every change. What has changed the page asks for itself,
/// so a client that reads slowly misses numbers and no news, and nothing is queued for it.
/// </summary>
/// <param name="signal">What tells of changes.</param>
/// <param name="clock">What paces the events.</param>
sealed class EventStream(ChangeSignal signal, TimeProvider clock)
{
    /// <summary>
    /// No client is told more often, however fast steps and epochs are: each telling makes a page ask for its pictures
    /// again.
    /// </summary>
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(300);

    /// <summary>After so much silence a comment is sent, by which a client that has gone is noticed.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    // A browser whose place went to another comes again after so many milliseconds: before live.js says that the server
    // has ended.
    const string Again = "retry: 100\n";

    /// <summary>Tells the client of changes until it goes or the server ends.</summary>
    public async Task Run(HttpContext context, CancellationToken stop)
    {
        context.Response.ContentType = "text/event-stream";
        string again = Again;
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            stop
        );
        CancellationToken cancel = either.Token;
        try
        {
            while (true)
            {
                long version = signal.Version;
                await Write(
                    context,
                    string.Create(CultureInfo.InvariantCulture, $"{again}data: {version}\n\n"),
                    cancel
                );
                again = "";
                await Task.Delay(Pace, clock, cancel);
                while (!await Changed(version, cancel))
                    await Write(context, ":\n\n", cancel);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the server ends: neither is an error.
        }
    }

    async Task<bool> Changed(long version, CancellationToken cancel)
    {
        try
        {
            await signal.After(version).WaitAsync(Silence, clock, cancel);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    static async Task Write(HttpContext context, string text, CancellationToken cancel)
    {
        await context.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(text), cancel);
        await context.Response.Body.FlushAsync(cancel);
    }
}
