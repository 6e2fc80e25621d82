using System.Text.Json;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Training.Runs;

/// <summary>
/// Gathers the lines of a metrics.jsonl. What the last session reached counts: a line "resumed", or a step that is told
/// of after a later one, makes all that was told of later steps count for nothing. Lines of a kind that this version
/// does not know are passed over.
/// </summary>
/// <param name="most">
/// How many epochs, and how many intervals, are kept at most. Of longer runs every second is left out, then every
/// second of the rest, and so on; the first, the last and the best stay.
/// </param>
/// <param name="layers">
/// How many layers are kept at most in all intervals together, beside the first, the last and the best interval.
/// </param>
sealed class MetricsLines(int most = MetricsLines.Most, int layers = MetricsLines.MostLayers)
{
    /// <summary>No run of ours has so many intervals, and no picture shows so many epochs.</summary>
    public const int Most = 1 << 15;

    // Layers of all intervals together: those of a network of 100 layers, or of a file that was made to fill the
    // memory.
    public const int MostLayers = 1 << 18;

    const int MostDiagnoses = 1000,
        MostReturns = 10_000;

    // No run of ours has a tenth of so many.
    const int MostOthers = 200_000;
    const long MostOtherBytes = 64 << 20;

    readonly ThinnedSeries<EpochDone> epochs = new(
        most,
        epoch => epoch.Epoch,
        epoch => epoch.Epoch,
        _ => 1,
        epoch => epoch.IsBest
    );
    readonly ThinnedSeries<WatchedInterval> intervals = new(
        layers,
        interval => interval.Step,
        interval => interval.Interval,
        interval => Math.Max(interval.Layers.Count, layers / most),
        _ => false
    );
    readonly SortedDictionary<(long Step, string Title), Diagnosis> diagnoses = [];

    int others,
        returns;
    long otherBytes,
        latest,
        lost;

    /// <summary>What was gathered so far.</summary>
    public RunMetrics Gathered => new(epochs.All, intervals.All, [.. diagnoses.Values]) { LostLines = lost };

    /// <summary>Takes one line.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="where">The file and line to name in errors.</param>
    /// <exception cref="ModelFileException">
    /// It is no JSON object, or lacks what its kind must have; or there are more lines beside those of epochs than a
    /// run has.
    /// </exception>
    public void Add(ReadOnlySpan<byte> line, string where)
    {
        string kind = Kind(line);
        if (kind != EpochDone.Mark && (++others > MostOthers || (otherBytes += line.Length) > MostOtherBytes))
            throw new ModelFileException(
                $"{where}: there are more lines before it, or longer ones, beside those of epochs than any "
                    + "run has. Remove what does not belong there."
            );
        switch (kind)
        {
            case EpochDone.Mark or "":
                EpochDone epoch = JsonFile.ReadLine<EpochDone>(line, where);
                Reach(epoch.Step);
                epochs.Add(epoch);
                break;
            case WatchedInterval.Mark:
                WatchedInterval interval = JsonFile.ReadLine<WatchedInterval>(line, where);
                // Of one session each interval is later than the one before.
                if (intervals.Has(interval.Step))
                    GoBack(interval.Step);
                Reach(interval.Step);
                intervals.Add(interval);
                break;
            case Diagnosis.Mark:
                Diagnosis diagnosis = JsonFile.ReadLine<StoredDiagnosis>(line, where).Read();
                if (diagnoses.Count < MostDiagnoses)
                    diagnoses[(diagnosis.Step, diagnosis.Title)] = diagnosis;
                break;
            case RunResumed.Mark:
                RunResumed resumed = JsonFile.ReadLine<RunResumed>(line, where);
                GoBack(resumed.Step);
                epochs.RemoveWhere(epoch => epoch.Epoch > resumed.Epoch);
                break;
            case LostLines.Mark:
                lost += JsonFile.ReadLine<LostLines>(line, where).Count;
                break;
            default:
                JsonFile.Check(line, where, ModelBounds.Depth);
                break;
        }
    }

    // The name of the first field says what kind of line it is; empty where there is none.
    static string Kind(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            return
                json.Read()
                && json.TokenType == JsonTokenType.StartObject
                && json.Read()
                && json.TokenType == JsonTokenType.PropertyName
                ? json.ValueTextEquals("epoch"u8)
                    ? EpochDone.Mark
                    : json.GetString()!
                : "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return "";
        }
    }

    // Lines that were written before sessions were marked: one that is about an earlier step was written by a session
    // that began again.
    void Reach(long step)
    {
        if (step < latest)
            GoBack(step);
        latest = step;
    }

    void GoBack(long step)
    {
        // Each looks at all that is kept.
        if (++returns > MostReturns)
            throw new ModelFileException(
                $"A run has gone back more than {MostReturns} times by its metrics.jsonl; no run does. Remove "
                    + "what does not belong there."
            );
        epochs.RemoveWhere(epoch => epoch.Step > step);
        intervals.RemoveWhere(interval => interval.Step > step);
        foreach (var late in diagnoses.Keys.Where(key => key.Step > step).ToList())
            diagnoses.Remove(late);
        latest = step;
    }
}
