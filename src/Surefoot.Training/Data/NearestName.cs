namespace Surefoot.Training.Data;

/// <summary>Finds the name that was probably meant, by the number of letters to change.</summary>
static class NearestName
{
    // The distance takes the product of two names' lengths, and nobody mistypes what is longer than this.
    const int LongestName = 256;

    /// <summary>
    /// The candidate nearest to <paramref name="name"/>, or null where none is near: at most a third of its letters
    /// changed, case aside.
    /// </summary>
    internal static string? Find(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        int bestDistance = Math.Max(2, name.Length / 3) + 1;
        if (name.Length > LongestName)
            return null;
        foreach (string candidate in candidates)
        {
            // The lengths alone say that so many letters differ.
            if (Math.Abs(candidate.Length - name.Length) >= bestDistance)
                continue;
            int distance = Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (distance >= bestDistance || distance >= Math.Max(name.Length, candidate.Length))
                continue;
            best = candidate;
            bestDistance = distance;
        }
        return best;
    }

    /// <summary>" Is X meant?", or a list of what there is, to end a message with.</summary>
    internal static string Hint(string name, IReadOnlyList<string> candidates) =>
        Find(name, candidates) is { } near
            ? $"Is {near} meant?"
            : $"There {(candidates.Count == 1 ? "is" : "are")} {NoteText.List(candidates)}.";

    /// <summary>The edit distance of Levenshtein (1966): letters to insert, delete or replace.</summary>
    internal static int Distance(string a, string b)
    {
        var previous = new int[b.Length + 1];
        var current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
                current[j] = Math.Min(
                    Math.Min(previous[j], current[j - 1]) + 1,
                    previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                );
            (previous, current) = (current, previous);
        }
        return previous[b.Length];
    }
}
