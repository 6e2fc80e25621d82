using System.Numerics;

namespace Surefoot.Training.Metrics;

/// <summary>Measures that look at the order of scores.</summary>
public static class Ranking
{
    /// <summary>Where the largest score is, the first of equals.</summary>
    /// <param name="scores">One or more scores.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public static int Largest<T>(ReadOnlySpan<T> scores)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (scores.IsEmpty)
            throw new ArgumentException("There are no scores.", nameof(scores));
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
            if (scores[i] > scores[best])
                best = i;
        return best;
    }

    /// <summary>
    /// The share of rows whose right class is among the <paramref name="k"/> with the largest scores; of equal scores
    /// the first count as larger.
    /// </summary>
    /// <param name="scores">[n, classes], row-major.</param>
    /// <param name="targets">The right class of each row.</param>
    /// <param name="k">How many count, at least 1.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public static double TopK<T>(ReadOnlySpan<T> scores, ReadOnlySpan<float> targets, int k)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (targets.IsEmpty || scores.Length % targets.Length != 0)
            throw new ArgumentException(
                $"{scores.Length} scores are no rows for {targets.Length} targets.",
                nameof(scores)
            );
        int classes = scores.Length / targets.Length,
            right = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            var row = scores.Slice(i * classes, classes);
            int target = (int)targets[i],
                before = 0;
            for (int c = 0; c < classes; c++)
                if (row[c] > row[target] || (row[c] == row[target] && c < target))
                    before++;
            if (before < k)
                right++;
        }
        return (double)right / targets.Length;
    }

    /// <summary>
    /// The area under the curve of true against false positives: the chance that an example of class 1 scores above one
    /// of class 0, equal scores counting half (the statistic of Mann and Whitney). NaN where a class has no example.
    /// </summary>
    /// <param name="scores">One for each example.</param>
    /// <param name="targets">0 or 1 for each example.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public static double AreaUnderCurve<T>(ReadOnlySpan<T> scores, ReadOnlySpan<float> targets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (scores.Length != targets.Length)
            throw new ArgumentException(
                $"There are {scores.Length} scores and {targets.Length} targets.",
                nameof(scores)
            );
        T[] sorted = scores.ToArray();
        float[] classes = targets.ToArray();
        Array.Sort(sorted, classes);
        double ranks = 0;
        long positives = 0;
        for (int i = 0; i < sorted.Length; )
        {
            int end = i;
            while (end < sorted.Length && sorted[end] == sorted[i])
                end++;
            // NaN equals nothing, itself included; it stands alone.
            end = Math.Max(end, i + 1);
            double rank = (i + 1 + end) / 2.0;
            for (; i < end; i++)
            {
                if (classes[i] != 1)
                    continue;
                ranks += rank;
                positives++;
            }
        }
        long negatives = sorted.Length - positives;
        return (ranks - (positives * (positives + 1) / 2.0)) / ((double)positives * negatives);
    }
}
