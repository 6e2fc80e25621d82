namespace Surefoot.Training.Runs.Watching;

/// <summary>
/// What was found in a run that goes on, and what was told of it. Early curves mislead, so a finding is told once three
/// looks in a row agree; one that was told is told again only after it had gone.
/// </summary>
sealed class Findings
{
    // A look at the end of each epoch, but on long runs not before the run is longer by this part: so looking costs
    // ever less of it.
    const int Part = 32;

    const int Agreement = 3;

    readonly List<Finding> found = [];
    long looked,
        waitsUntil;

    /// <summary>Whether the curve is to be read at the end of an epoch.</summary>
    public bool AreDue(long step) => step >= waitsUntil && step - looked >= step / Part;

    /// <summary>
    /// Forgets what was found, since the run reacts to it; the next look comes when half of the run lies behind the
    /// reaction.
    /// </summary>
    public void Forget(long step)
    {
        found.Clear();
        waitsUntil = 2 * step;
    }

    /// <summary>Takes note of what was found at a step.</summary>
    /// <returns>What is to be told now.</returns>
    public IReadOnlyList<Diagnosis> Look(IReadOnlyList<Diagnosis> now, long step)
    {
        looked = step;
        found.RemoveAll(before => !now.Any(before.Is));
        var news = new List<Diagnosis>();
        foreach (Diagnosis diagnosis in now)
        {
            int index = found.FindIndex(before => before.Is(diagnosis)),
                times = index < 0 ? 1 : found[index].Times + 1;
            if (index < 0)
                found.Add(new(diagnosis.Kind, diagnosis.Layer, times));
            else
                found[index] = found[index] with { Times = times };
            if (times == Agreement)
                news.Add(diagnosis);
        }
        return news;
    }

    /// <summary>What is to be told at the end: whatever was not told as it stands.</summary>
    public IReadOnlyList<Diagnosis> Last(IReadOnlyList<Diagnosis> now) =>
        [.. now.Where(diagnosis => !found.Exists(before => before.Is(diagnosis) && before.Times >= Agreement))];

    /// <summary>All that is remembered.</summary>
    public (long Looked, long WaitsUntil, IReadOnlyList<Finding> Found) Memory
    {
        get => (looked, waitsUntil, found);
        set
        {
            (looked, waitsUntil) = (value.Looked, value.WaitsUntil);
            found.Clear();
            found.AddRange(value.Found);
        }
    }
}
