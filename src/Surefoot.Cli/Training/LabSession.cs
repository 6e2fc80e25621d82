using Surefoot.Lab.Server;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Training;

/// <summary>
/// The page, for the length of a command. Nothing of the web server is loaded by a command that does not start one.
/// </summary>
sealed class LabSession : IDisposable
{
    readonly LabServer server;

    LabSession(LabServer server) => this.server = server;

    /// <summary>The page's address.</summary>
    public string Address => server.Address.AbsoluteUri;

    /// <summary>Starts serving.</summary>
    /// <param name="runs">The folder that holds the run folders.</param>
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <exception cref="LabException">The port is taken.</exception>
    public static LabSession Start(string runs, int port) =>
        new(LabServer.StartAsync(new LabOptions { RunsFolder = runs, Port = port }).GetAwaiter().GetResult());

    /// <summary>Starts serving the runs beside one that is about to be trained.</summary>
    /// <param name="folder">The run's folder.</param>
    public static LabSession StartBeside(RunFolder folder) =>
        Start(Path.GetDirectoryName(folder.FullPath) ?? folder.FullPath, 0);

    /// <summary>An observer through which the page follows a run of this process, and can pause and stop it.</summary>
    public IRunObserver Follow(RunFolder folder, RunControl control) => server.Follow(folder.Name, control);

    /// <summary>The address of a run's page.</summary>
    public string AddressOf(RunFolder folder) => server.AddressOf(folder.Name).AbsoluteUri;

    /// <inheritdoc/>
    public void Dispose() => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
