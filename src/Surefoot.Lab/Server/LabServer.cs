using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Server;

/// <summary>
/// The local page: serves runs, descents and lessons on 127.0.0.1, to this machine alone. It reads no configuration
/// from files or the environment, writes no log, and asks nothing of the network.
/// </summary>
public sealed class LabServer : IAsyncDisposable
{
    readonly WebApplication application;
    readonly LabSite site;
    readonly CancellationTokenSource ending = new();
    readonly Task watching;

    LabServer(WebApplication application, LabSite site, Uri address)
    {
        (this.application, this.site, Address) = (application, site, address);
        watching = site.Watch.Run(ending.Token);
    }

    /// <summary>Where the page is, such as http://127.0.0.1:43210/.</summary>
    public Uri Address { get; }

    /// <summary>Starts serving.</summary>
    /// <param name="options">What, and where.</param>
    /// <exception cref="LabException">The port is taken, or may not be used.</exception>
    public static async Task<LabServer> StartAsync(LabOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // The empty builder: others would read appsettings.json of the folder that the user happens to be in.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options.Port));
        WebApplication web = builder.Build();
        string token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        LabSite pages = new(options, token);
        web.Run(pages.Answer);
        try
        {
            await web.StartAsync();
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            await web.DisposeAsync();
            pages.Dispose();
            throw new LabException(
                $"Port {options.Port} of 127.0.0.1 cannot be used: {e.Message.TrimEnd('.')}. Choose another "
                    + "with --port, or leave it out for one that is free.",
                e
            );
        }

        Uri address = new(
            web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        );
        return new(web, pages, address);
    }

    /// <summary>
    /// An observer through which the page follows a run of this process step by step, and can pause and stop it.
    /// </summary>
    /// <param name="name">The name of the run's folder, which lies in the folder that is served.</param>
    /// <param name="control">What acts on the run.</param>
    public IRunObserver Follow(string name, RunControl control) => site.Follow(name, control);

    /// <summary>The address of the page of a run.</summary>
    /// <param name="name">The run's name.</param>
    public Uri AddressOf(string name) => new(Address, "runs?run=" + Uri.EscapeDataString(name));

    /// <summary>Ends every open answer and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        site.End();
        using CancellationTokenSource atOnce = new(TimeSpan.FromSeconds(1));
        await application.StopAsync(atOnce.Token);
        await application.DisposeAsync();
        await watching;
        site.Dispose();
        ending.Dispose();
    }

    // Limits that no page of ours comes near, so that a client that floods, stalls or trickles costs next to nothing.
    static void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.Listen(IPAddress.Loopback, port, new ConnectionGate().Guard);
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;
        // The gate has a limit for each state. One for all would be filled by those who dawdle, and keep out those who
        // do not.
        kestrel.Limits.MaxConcurrentConnections = null;
        kestrel.Limits.MaxRequestBodySize = 4096;
        kestrel.Limits.MaxRequestLineSize = 16384;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32768;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(3);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(20);
        kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(2));
        kestrel.Limits.MinResponseDataRate = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(2));
    }
}
