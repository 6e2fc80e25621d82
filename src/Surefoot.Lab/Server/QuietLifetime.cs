using Microsoft.Extensions.Hosting;

namespace Surefoot.Lab.Server;

/// <summary>
/// Leaves Ctrl-C to the program: the usual lifetime of a host would take it for itself, and a run in this process would
/// not be saved.
/// </summary>
sealed class QuietLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
