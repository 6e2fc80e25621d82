using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Surefoot.Cli.Tests.Commands;
using Surefoot.Cli.Tests.Reports;
using Surefoot.Lab.Server;

namespace Surefoot.Cli.Tests.Lab;

/// <summary>Clients that send or read slowly, many at once, and one that behaves.</summary>
public sealed class DawdlersTests : IAsyncLifetime
{
    // More than any limit of the gate, and few enough for a small machine.
    const int Many = 250;

    readonly ScratchFolder _folder = new();
    readonly List<Socket> _dawdlers = [];
    LabServer _server = null!;

    public async Task InitializeAsync()
    {
        LabRuns.Write(_folder["runs", "ended"], SampleRuns.Digits());
        _server = await LabServer.StartAsync(new LabOptions { RunsFolder = _folder["runs"] });
    }

    public async Task DisposeAsync()
    {
        _dawdlers.ForEach(socket => socket.Dispose());
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Many_who_never_finish_their_request_keep_no_one_out()
    {
        await Dawdle("GET /runs HTTP/1.1\r\nHo");
        await AssertAnswered();
        // The oldest were ended to make room: with a limit for all connections the newest would be kept out instead.
        Assert.True(await Ended(_dawdlers[0]));
    }

    [Fact]
    public async Task Many_who_never_read_their_answer_keep_no_one_out()
    {
        await Dawdle($"GET /runs?run=ended HTTP/1.1\r\nHost: 127.0.0.1:{_server.Address.Port}\r\n\r\n");
        await AssertAnswered();
    }

    [Fact]
    public async Task Many_who_listen_and_never_read_take_no_place_from_one_who_comes_later()
    {
        await Dawdle($"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{_server.Address.Port}\r\n\r\n");
        using HttpClient client = new();
        for (int time = 0; time < 3; time++)
        {
            using CancellationTokenSource soon = new(TimeSpan.FromSeconds(20));
            using StreamReader events = new(
                await client.GetStreamAsync(new Uri(_server.Address, "events"), soon.Token)
            );
            Assert.Equal("retry: 100", await events.ReadLineAsync(soon.Token));
            Assert.StartsWith("data: ", await events.ReadLineAsync(soon.Token));
        }
        await AssertAnswered();
    }

    [Fact]
    public void Who_has_listened_longest_gives_up_the_place_to_one_who_comes()
    {
        Listeners listeners = new(most: 2, TimeSpan.FromMinutes(5), TimeProvider.System);
        using Listeners.Place first = listeners.Take(),
            second = listeners.Take();
        Assert.False(first.Over.IsCancellationRequested);
        using Listeners.Place third = listeners.Take();
        Assert.True(first.Over.WaitHandle.WaitOne(TimeSpan.FromSeconds(20)));
        Assert.False(second.Over.IsCancellationRequested || third.Over.IsCancellationRequested);
        Assert.Equal(2, listeners.Count);
        // A place that was given back is free, and so no one is ended for it.
        third.Dispose();
        using Listeners.Place fourth = listeners.Take();
        Assert.Equal(2, listeners.Count);
        Assert.False(second.Over.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(200)));
    }

    [Fact]
    public void Everyone_who_listens_has_to_come_again_after_a_while()
    {
        Listeners listeners = new(most: 2, TimeSpan.FromMilliseconds(50), TimeProvider.System);
        using Listeners.Place only = listeners.Take();
        Assert.True(only.Over.WaitHandle.WaitOne(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task What_is_asked_last_is_drawn_first()
    {
        using QuietThread quiet = new();
        using ManualResetEventSlim begun = new(),
            free = new();
        ConcurrentQueue<string> order = new();
        Task first = quiet.Run(() =>
        {
            begun.Set();
            free.Wait();
            return Task.CompletedTask;
        });
        begun.Wait();
        Task[] waiting =
        [
            .. ((string[])["early", "late"]).Select(name =>
                quiet.Run(() =>
                {
                    order.Enqueue(name);
                    return Task.CompletedTask;
                })
            ),
        ];
        free.Set();
        await Task.WhenAll([first, .. waiting]);
        Assert.Equal(["late", "early"], order);
    }

    async Task Dawdle(string request)
    {
        for (int i = 0; i < Many; i++)
        {
            Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            {
                ReceiveBufferSize = 1024,
            };
            _dawdlers.Add(socket);
            await socket.ConnectAsync(IPAddress.Loopback, _server.Address.Port);
            try
            {
                await socket.SendAsync(Encoding.ASCII.GetBytes(request));
            }
            catch (SocketException)
            {
                // Ended already, to make room.
            }
        }
    }

    async Task AssertAnswered()
    {
        using HttpClient client = new();
        Assert.Contains(
            "ended",
            await client.GetStringAsync(new Uri(_server.Address, "runs")),
            StringComparison.Ordinal
        );
    }

    static async Task<bool> Ended(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1]) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
