using System.Globalization;

namespace Surefoot.Training.Data;

/// <summary>What is said of classes with few training rows.</summary>
static class ClassNotes
{
    // Of many classes each has few: the rarest is rare where it has less than half of what each would have.
    const double Rare = 0.1,
        OfEven = 0.5;

    /// <summary>
    /// Whether the rarest class that has rows has less than 10 % of the training rows, and less than half of what each
    /// of as many classes would have.
    /// </summary>
    internal static bool IsImbalanced(IReadOnlyList<long> counts)
    {
        long[] there = [.. counts.Where(count => count > 0)];
        double share = there.Length < 2 ? 1 : (double)there.Min() / there.Sum();
        return share < Rare && share < OfEven / there.Length;
    }

    /// <summary>The lines about them.</summary>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="counts">How many training rows each has.</param>
    internal static IEnumerable<string> Of(IReadOnlyList<string> classes, IReadOnlyList<long> counts)
    {
        string[] alone = [.. classes.Where((_, i) => counts[i] == 1)];
        if (alone.Length > 0)
            yield return $"{NoteText.List(alone)} {(alone.Length == 1 ? "has" : "have")} one training row"
                + $"{(alone.Length == 1 ? "" : " each")}: what is learned from a single row holds for others by "
                + "chance. Add rows, or leave the class out.";
        if (!IsImbalanced(counts))
            yield break;
        long all = counts.Sum(),
            fewest = counts.Where(count => count > 0).Min();
        int rarest = counts.Index().First(pair => pair.Item == fewest).Index;
        string share = (100.0 * fewest / all).ToString("0.##", CultureInfo.InvariantCulture);
        yield return $"Of the {NoteText.Count(all, "training row")} only {NoteText.Count(fewest)} ({share} %) "
            + $"{(fewest == 1 ? "is" : "are")} of the class {NoteText.Shown(classes[rarest])}: a high accuracy says "
            + "little of it, its recall does.";
    }
}
