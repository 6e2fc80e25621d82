using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Runs;

/// <summary>
/// Something that is told what happens in a run: a terminal, a page, a log. An observer only looks on. It is called on
/// a thread of its own, so that it cannot slow the run; one that throws is dropped, and the others are warned of it
/// once. What an observer does not care for it leaves out: each method does nothing unless it is implemented.
/// </summary>
public interface IRunObserver
{
    /// <summary>The run is about to make its first step.</summary>
    /// <param name="e">What will be trained.</param>
    void RunStarted(RunStarted e) { }

    /// <summary>Steps were made; this is the latest. Not every step is told of.</summary>
    /// <param name="e">The latest step.</param>
    void StepDone(in StepDone e) { }

    /// <summary>An epoch has ended. Every epoch is told of, in order.</summary>
    /// <param name="e">The epoch's figures.</param>
    void EpochDone(EpochDone e) { }

    /// <summary>
    /// The watcher measured the layers; on long runs ever more rarely. Every interval is told of, in order.
    /// </summary>
    /// <param name="e">The loss of the steps since the last, and each layer's health.</param>
    void Watched(WatchedInterval e) { }

    /// <summary>
    /// The watcher found something in the training curve, or finds it no longer and says what it finds now.
    /// </summary>
    /// <param name="e">What it is, the figures, and what to try.</param>
    void Diagnosed(Diagnosis e) { }

    /// <summary>A checkpoint was written and read back. Every one is told of, in order.</summary>
    /// <param name="e">Which one.</param>
    void CheckpointWritten(CheckpointWritten e) { }

    /// <summary>
    /// The run goes on from a checkpoint: after a resume, or because it rolled back. What was told of later steps no
    /// longer counts.
    /// </summary>
    /// <param name="e">Where it goes on.</param>
    void Resumed(RunResumed e) { }

    /// <summary>Something went wrong that does not end the run, such as an observer that failed.</summary>
    /// <param name="message">A sentence for the user.</param>
    void Warned(string message) { }

    /// <summary>
    /// The run has ended; nothing comes after this. A run that an exception ends, such as rows that cannot be read
    /// (<see cref="Data.DataException"/>), has no result, and tells of no end: the exception goes to whoever trains.
    /// </summary>
    /// <param name="e">What it reached.</param>
    void RunEnded(RunEnded e) { }
}
