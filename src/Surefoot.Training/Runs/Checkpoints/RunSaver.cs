using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Checkpoints;

/// <summary>
/// Writes a run's checkpoints, and takes the run back to them. A checkpoint that cannot be written ends nothing: the
/// observers are warned, and the last one stays.
/// </summary>
sealed class RunSaver
{
    readonly CheckpointOptions options;
    readonly IReadOnlyList<IRunState> run,
        journal;
    readonly ObserverPump observers;
    readonly TimeProvider clock;
    readonly CheckpointFolder folder;

    // Where the run stood at the last checkpoint that was written or gone back to: writing it again would say nothing
    // new.
    (long Step, int EpochsDone) last = (-1, -1);
    bool failing;

    /// <summary>A saver.</summary>
    /// <param name="options">Where and how often.</param>
    /// <param name="run">What going back restores.</param>
    /// <param name="journal">What goes on when the run rolls back, and is restored only by a resume.</param>
    /// <param name="observers">Who is told.</param>
    /// <param name="clock">What the time of writing is taken from.</param>
    /// <param name="disk">Where the folder lies; default the file system.</param>
    /// <exception cref="RunException">
    /// The folder cannot be made or read, or holds checkpoints and the run is not to go on from them.
    /// </exception>
    public RunSaver(
        CheckpointOptions options,
        IEnumerable<IRunState> run,
        IEnumerable<IRunState> journal,
        ObserverPump observers,
        TimeProvider clock,
        IDisk? disk = null
    )
    {
        (this.options, this.observers, this.clock, this.run, this.journal) = (
            options,
            observers,
            clock,
            [.. run],
            [.. journal]
        );
        folder = new CheckpointFolder(options.Folder, options.Keep, disk ?? Disk.Instance);
        try
        {
            Directory.CreateDirectory(options.Folder);
            AtomicFile.RemoveLeftovers(options.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunException(
                $"The folder for checkpoints, {options.Folder}, cannot be made: {FileTrouble.Reason(e)}. Name another.",
                e
            );
        }
        if (!options.Resume && Found().Count > 0)
            throw new RunException(
                $"{options.Folder} holds the checkpoints of a run. Resume that run, or name another folder."
            );
    }

    /// <summary>The checkpoint in turn of this step stays, however old it is; default: none does.</summary>
    public long Pinned
    {
        set => folder.Pinned = value;
    }

    /// <summary>Whether a checkpoint is written after this step of the middle of an epoch.</summary>
    public bool IsTurn(long step) => step % options.Every == 0;

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="step">The batches gone through.</param>
    /// <param name="epoch">The epoch in hand.</param>
    /// <param name="epochsDone">The epochs that have ended.</param>
    /// <param name="inTurn">Whether every run with these settings writes it; otherwise it was asked for.</param>
    public void Write(long step, int epoch, int epochsDone, bool inTurn)
    {
        if (last == (step, epochsDone))
            return;
        long started = clock.GetTimestamp();
        var name = new CheckpointName(step, inTurn);
        try
        {
            folder.Write(name, [.. run, .. journal]);
        }
        catch (ModelFileException e)
        {
            if (!failing)
                observers.Warn(
                    $"No checkpoint of step {step}: {e.Message.TrimEnd('.')}. Training goes on; {LastStays()}."
                );
            failing = true;
            return;
        }
        (failing, last) = (false, (step, epochsDone));
        var written = new CheckpointWritten(
            folder.PathOf(name),
            step,
            epoch,
            clock.GetElapsedTime(started).TotalSeconds
        );
        observers.Tell(observer => observer.CheckpointWritten(written));
    }

    /// <summary>Takes a run that has not begun to its newest whole checkpoint.</summary>
    /// <returns>Whether there is one; otherwise the run begins at its beginning.</returns>
    /// <exception cref="RunException">The checkpoint is another run's, or of a newer Surefoot.</exception>
    public bool Resume() => options.Resume && Restore([.. run, .. journal], _ => true);

    /// <summary>Takes the run back to its last checkpoint in turn.</summary>
    /// <param name="step">The batches gone through.</param>
    /// <returns>Whether there is one.</returns>
    public bool RollBack(long step) => Restore(run, name => name.InTurn && name.Step <= step);

    /// <summary>Takes note of where the run stands after going back.</summary>
    public void WentBack(long step, int epochsDone) => last = (step, epochsDone);

    bool Restore(IReadOnlyList<IRunState> parts, Func<CheckpointName, bool> wanted)
    {
        try
        {
            return folder.Restore(parts, wanted, observers.Warn) is not null;
        }
        catch (ModelFileException e)
        {
            throw new RunException($"The run cannot go on from its checkpoint: {e.Message}", e);
        }
    }

    IReadOnlyList<CheckpointName> Found()
    {
        try
        {
            return folder.List();
        }
        catch (ModelFileException e)
        {
            throw new RunException($"No checkpoints can be kept: {e.Message}", e);
        }
    }

    string LastStays()
    {
        try
        {
            return folder.List() is [var newest, ..]
                ? $"the last checkpoint, of step {newest.Step}, stays"
                : "there is no earlier one";
        }
        catch (ModelFileException)
        {
            return "whether an earlier one stays cannot be seen";
        }
    }
}
