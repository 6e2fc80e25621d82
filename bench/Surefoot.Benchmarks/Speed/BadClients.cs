using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Surefoot.Benchmarks.Speed;

/// <summary>Ten clients of the page that behave badly: four never read what they asked for, three read a byte now and then, three vanished without a word.</summary>
internal sealed class BadClients : IDisposable
{
    const int Stalled = 4, Slow = 3, Vanished = 3;

    readonly List<Socket> stalled = [], slow = [];
    readonly Timer trickle;

    BadClients() => trickle = new Timer(_ => ReadAByte(), state: null, 50, 50);

    /// <param name="port">The page's port.</param>
    public static async Task<BadClients> Connect(int port)
    {
        BadClients clients = new();
        for (int i = 0; i < Stalled; i++) clients.stalled.Add(await Ask(port, "/events"));
        for (int i = 0; i < Slow; i++) clients.slow.Add(await Ask(port, "/descent"));
        for (int i = 0; i < Vanished; i++) (await Ask(port, "/events")).Close(0);
        return clients;
    }

    public void Dispose()
    {
        trickle.Dispose();
        foreach (Socket socket in stalled.Concat(slow)) socket.Dispose();
    }

    static async Task<Socket> Ask(int port, string path)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1024, Blocking = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"));
        return socket;
    }

    void ReadAByte()
    {
        byte[] one = new byte[1];
        foreach (Socket socket in slow)
        {
            if (socket.Available > 0) socket.Receive(one);
        }
    }
}
