using Surefoot.Training.Runs;

namespace Surefoot.Training.Tests.Runs;

/// <summary>Notes what it is told; may wait or fail at every epoch.</summary>
sealed class RecordingObserver(int delayMilliseconds = 0, bool fails = false) : IRunObserver
{
    public List<string> Calls { get; } = [];

    public List<EpochDone> Epochs { get; } = [];

    public List<string> Warnings { get; } = [];

    public RunStarted? Started { get; private set; }

    public RunResult? Result { get; private set; }

    public void RunStarted(RunStarted e)
    {
        Calls.Add("started");
        Started = e;
    }

    public void EpochDone(EpochDone e)
    {
        Calls.Add($"epoch {e.Epoch}");
        Epochs.Add(e);
        Thread.Sleep(delayMilliseconds);
        if (fails)
            throw new InvalidOperationException("this observer is broken");
    }

    public void Warned(string message) => Warnings.Add(message);

    public void RunEnded(RunEnded e)
    {
        Calls.Add("ended");
        Result = e.Result;
    }
}
