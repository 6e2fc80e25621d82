using System.Globalization;

namespace Surefoot.Benchmarks.Speed;

/// <summary>What a browser's window does that shows a run: listens, and asks for the pictures at each change.</summary>
internal sealed class OpenWindow : IDisposable
{
    readonly CancellationTokenSource over = new();
    readonly HttpClient client;
    readonly Task watching;
    readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    OpenWindow(int port)
    {
        client = new HttpClient
        {
            BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")),
        };
        watching = Watch();
    }

    /// <summary>Opens the window, and waits until it has shown something.</summary>
    /// <param name="port">The page's port.</param>
    public static async Task<OpenWindow> Open(int port)
    {
        OpenWindow window = new(port);
        await window.first.Task;
        return window;
    }

    public void Dispose()
    {
        over.Cancel();
        watching.Wait();
        client.Dispose();
        over.Dispose();
    }

    async Task Watch()
    {
        try
        {
            using StreamReader events = new(await client.GetStreamAsync("events", over.Token));
            while (await events.ReadLineAsync(over.Token) is { } line)
            {
                if (!line.StartsWith("data:", StringComparison.Ordinal))
                    continue;
                _ = await client.GetByteArrayAsync("runs/parts?size=wide", over.Token);
                first.TrySetResult();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            // It is over.
        }
    }
}
