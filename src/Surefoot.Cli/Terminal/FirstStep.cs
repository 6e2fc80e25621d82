using System.Diagnostics;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Terminal;

/// <summary>Takes note of when the first step was done: what a short run costs before it begins.</summary>
sealed class FirstStep(TimeProvider clock) : IRunObserver
{
    DateTimeOffset? done;

    /// <summary>Seconds from the start of the process to the end of the first step, to about 10 ms; null where there was none.</summary>
    public double? Seconds
    {
        get
        {
            using Process process = Process.GetCurrentProcess();
            return (done - new DateTimeOffset(process.StartTime))?.TotalSeconds;
        }
    }

    /// <inheritdoc/>
    public void StepDone(in StepDone e) => done ??= clock.GetUtcNow();
}
