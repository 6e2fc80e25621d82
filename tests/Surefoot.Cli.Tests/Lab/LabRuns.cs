using Surefoot.Training.Runs;

namespace Surefoot.Cli.Tests.Lab;

/// <summary>Run folders without training.</summary>
static class LabRuns
{
    /// <summary>Writes a run's record and epochs into a folder.</summary>
    public static RunFolder Write(string path, RunRecord run)
    {
        RunFolder folder = RunFolder.Create(path);
        IRunObserver metrics = folder.Metrics;
        foreach (EpochDone epoch in run.Epochs)
            metrics.EpochDone(epoch);
        folder.Write(run with { Name = folder.Name });
        return folder;
    }
}
