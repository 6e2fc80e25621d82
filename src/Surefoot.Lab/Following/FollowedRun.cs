using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Following;

/// <summary>One run folder that is looked at again and again; only what has changed since is read.</summary>
/// <param name="folder">The folder's path.</param>
sealed class FollowedRun(string folder)
{
    const string RecordName = "run.json",
        MetricsName = "metrics.jsonl";

    readonly MetricsTail metrics = new(Path.Combine(folder, MetricsName));
    (long Length, DateTime Written) seen;
    RunRecord? record;
    string? trouble;
    RunState state;

    /// <summary>The folder's name, which is the run's.</summary>
    public string Name { get; } = Path.GetFileName(folder);

    /// <summary>The folder's path.</summary>
    public string Folder => folder;

    /// <summary>When the run started, by its record; else when its folder was made.</summary>
    public DateTimeOffset Started => record?.Started ?? new DateTimeOffset(Directory.GetCreationTimeUtc(folder));

    /// <summary>Whether a folder holds a run.</summary>
    public static bool IsRun(string folder) => File.Exists(Path.Combine(folder, RecordName));

    /// <summary>How many bytes of records this run holds.</summary>
    public long RecordLength => record is null ? 0 : seen.Length;

    /// <summary>Reads what has changed.</summary>
    /// <param name="share">What may be read and kept of its metrics.</param>
    /// <param name="room">How long its record may be; one that is longer is not read.</param>
    /// <returns>Whether anything had.</returns>
    public bool Look(LookShare share, long room)
    {
        bool changed = LookAtRecord(room) | metrics.Look(share);
        RunState before = state;
        state = StateNow();
        return changed || state != before;
    }

    /// <summary>The run as it stands.</summary>
    public RunView View() =>
        new()
        {
            Name = Name,
            State = state,
            Record = record is null
                ? null
                : record with
                {
                    Epochs = metrics.Metrics.Epochs,
                    Intervals = metrics.Metrics.Intervals,
                    Diagnoses = metrics.Metrics.Diagnoses,
                    LostLines = metrics.Metrics.LostLines,
                },
            Trouble =
                trouble
                ?? metrics.Trouble
                ?? (
                    metrics.Strange > 0
                        ? $"{metrics.Strange} lines of {MetricsName} were not understood and are left out."
                    : metrics.Metrics.LostLines > 0
                        ? $"{metrics.Metrics.LostLines} lines of {MetricsName} are missing: they could not be written."
                    : null
                ),
        };

    bool LookAtRecord(long room)
    {
        string path = Path.Combine(folder, RecordName);
        FileInfo file = new(path);
        if (!file.Exists || seen == (file.Length, file.LastWriteTimeUtc))
            return false;
        seen = (file.Length, file.LastWriteTimeUtc);
        if (file.Length > room)
        {
            (record, trouble) = (
                null,
                $"{RecordName} has {file.Length} bytes, and the records of the runs in this folder have more "
                    + "in all than the page reads. Move some runs elsewhere."
            );
            return true;
        }

        try
        {
            (record, trouble) = (RunRecord.Read(path), null);
        }
        catch (ModelFileException e)
        {
            (record, trouble) = (null, e.Message);
        }

        return true;
    }

    RunState StateNow() =>
        record switch
        {
            null => RunState.Unreadable,
            { Result: { } result } => result.Outcome switch
            {
                RunOutcome.Completed => RunState.Completed,
                RunOutcome.StoppedEarly => RunState.StoppedEarly,
                RunOutcome.Diverged => RunState.Diverged,
                _ => RunState.Interrupted,
            },
            _ => RunFolder.Open(folder) switch
            {
                { IsInUse: false } => RunState.Unfinished,
                { IsPaused: true } => RunState.Paused,
                _ => RunState.Live,
            },
        };
}
