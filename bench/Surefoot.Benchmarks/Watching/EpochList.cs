using Surefoot.Training.Runs;

namespace Surefoot.Benchmarks.Watching;

/// <summary>Keeps what a run tells of its epochs.</summary>
sealed class EpochList : IRunObserver
{
    public List<EpochDone> All { get; } = [];

    public void EpochDone(EpochDone e) => All.Add(e);
}
