using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Surefoot.Benchmarks.Speed;

/// <summary>
/// Ten clients of the page that behave badly, again and again: four never read what they asked for, three read the
/// largest page at twenty bytes a second and ask for it once more where the server has given them up, three vanish in
/// the middle of an answer and come back. Like real ones they sleep nearly all the time.
/// </summary>
internal sealed class BadClients : IDisposable
{
    static readonly TimeSpan Trickle = TimeSpan.FromMilliseconds(50),
        Pause = TimeSpan.FromSeconds(1);

    readonly CancellationTokenSource over = new();
    readonly SemaphoreSlim answered = new(0);
    readonly List<Task> clients = [];
    readonly int port;

    BadClients(int port)
    {
        this.port = port;
        foreach (
            (int count, string path, Func<Socket, Task> behave) in ((int, string, Func<Socket, Task>)[])
                [(4, "/events", Stall), (3, "/descent", ReadSlowly), (3, "/events", Vanish)]
        )
        {
            for (int i = 0; i < count; i++)
                clients.Add(Repeat(path, behave));
        }
    }

    /// <summary>Lets all ten ask, and waits until each has been answered once.</summary>
    /// <param name="port">The page's port.</param>
    public static async Task<BadClients> Connect(int port)
    {
        BadClients ten = new(port);
        for (int i = 0; i < ten.clients.Count; i++)
            await ten.answered.WaitAsync();
        return ten;
    }

    public void Dispose()
    {
        over.Cancel();
        Task.WaitAll(clients);
        over.Dispose();
        answered.Dispose();
    }

    async Task Repeat(string path, Func<Socket, Task> behave)
    {
        for (
            bool met = false;
            !over.IsCancellationRequested;
            await Task.Delay(Pause, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)
        )
        {
            try
            {
                using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
                {
                    ReceiveBufferSize = 1024,
                };
                await socket.ConnectAsync(IPAddress.Loopback, port, over.Token);
                await socket.SendAsync(
                    Encoding.ASCII.GetBytes(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"
                        )
                    ),
                    over.Token
                );
                // An empty read is done when there is something to read, and takes nothing.
                await socket.ReceiveAsync(Memory<byte>.Empty, over.Token);
                if (!met)
                    answered.Release();
                met = true;
                await behave(socket);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // The server has given the client up, or it is over.
            }
        }
    }

    Task Stall(Socket socket) => Task.Delay(Timeout.InfiniteTimeSpan, over.Token);

    async Task ReadSlowly(Socket socket)
    {
        byte[] one = new byte[1];
        while (await socket.ReceiveAsync(one, over.Token) > 0)
            await Task.Delay(Trickle, over.Token);
    }

    async Task Vanish(Socket socket)
    {
        await Task.Delay(Pause, over.Token);
        socket.Close(0);
    }
}
