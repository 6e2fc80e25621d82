using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs.Checkpoints;

/// <summary>The checkpoints of one run: which there are, which is the newest whole one, and which may go.</summary>
/// <param name="path">The folder.</param>
/// <param name="keep">How many of those in turn stay.</param>
/// <param name="disk">Where it lies.</param>
sealed class CheckpointFolder(string path, int keep, IDisk disk)
{
    /// <summary>The step whose checkpoint in turn stays beside the newest; -1 for none.</summary>
    public long Pinned { get; set; } = -1;

    /// <summary>The checkpoints, whole or not, the newest first; none where the folder does not exist.</summary>
    /// <exception cref="ModelFileException">The folder cannot be read.</exception>
    public IReadOnlyList<CheckpointName> List()
    {
        try
        {
            return
            [
                .. disk.Files(path)
                    .Select(file => CheckpointName.Parse(Path.GetFileName(file)))
                    .OfType<CheckpointName>()
                    .OrderByDescending(name => name.Order),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelFileException(
                $"The folder {path} cannot be read: {FileTrouble.Reason(e)}; check the folder.",
                e
            );
        }
    }

    /// <summary>Where a checkpoint lies.</summary>
    public string PathOf(CheckpointName name) => Path.Combine(path, name.ToString());

    /// <summary>Writes a checkpoint, and then removes those that are not needed any more.</summary>
    /// <exception cref="ModelFileException">It cannot be written; all others are still there.</exception>
    public void Write(CheckpointName name, IEnumerable<IRunState> parts)
    {
        CheckpointFile.Write(PathOf(name), parts, disk);
        RemoveOld(name);
    }

    /// <summary>Gives the parts what the newest whole checkpoint holds.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="wanted">Which checkpoints will do.</param>
    /// <param name="skipped">Is told of each newer one that is not whole, and why.</param>
    /// <returns>Which one it was; null where there is none.</returns>
    /// <exception cref="ModelFileException">It is whole, and another run's; or the folder cannot be read.</exception>
    /// <exception cref="RunException">A newer Surefoot wrote it.</exception>
    public CheckpointName? Restore(
        IReadOnlyList<IRunState> parts,
        Func<CheckpointName, bool> wanted,
        Action<string> skipped
    )
    {
        foreach (CheckpointName name in List().Where(wanted))
        {
            CheckpointFile file;
            try
            {
                file = CheckpointFile.Open(PathOf(name));
            }
            catch (ModelFileException e)
            {
                skipped($"The checkpoint of step {name.Step} was passed over: {e.Message}");
                continue;
            }
            using (file)
                file.Restore(parts);
            return name;
        }
        return null;
    }

    // One out of turn goes as soon as there is a newer one; it never makes one in turn go, since those are what a run
    // may roll back to. What is newer still was passed over when the run was resumed, and is written anew when the run
    // gets there.
    void RemoveOld(CheckpointName newest)
    {
        int inTurn = 0;
        IReadOnlyList<CheckpointName> all;
        try
        {
            all = List();
        }
        catch (ModelFileException)
        {
            // The new one is written all the same, and the next checkpoint tries again.
            return;
        }
        foreach (CheckpointName name in all)
        {
            if (
                name.Order.CompareTo(newest.Order) > 0
                || (name.InTurn ? ++inTurn <= keep || name.Step == Pinned : name == newest)
            )
                continue;
            try
            {
                disk.Delete(PathOf(name));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It is in nobody's way, and the next checkpoint tries again.
            }
        }
    }
}
