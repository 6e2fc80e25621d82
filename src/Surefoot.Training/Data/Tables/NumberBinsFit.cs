using System.Runtime.InteropServices;

namespace Surefoot.Training.Data.Tables;

/// <summary>Chooses the <see cref="NumberBins"/> of a column from its training rows.</summary>
/// <param name="most">The most bins of as many rows each, at least 1.</param>
sealed class NumberBinsFit(int most)
{
    /// <summary>
    /// For so many bins there are none of as many rows each, and only few different values have bins between them.
    /// </summary>
    internal const int FewValuesOnly = 1;

    // Fewer teach a weight of their own mostly noise: docs/performance.md has the figures.
    const int RowsABin = 50;

    // Of more numbers only every second, fourth … is held: enough to tell where the bins begin.
    const int MostHeld = 1 << 14;

    readonly List<double> held = [];

    // How many different values there are; null where they are not few.
    HashSet<double>? few = [];
    long count,
        stride = 1;

    /// <summary>Takes in the number of one training row.</summary>
    internal void Add(double number)
    {
        if (few?.Add(number) == true && few.Count > NumberBins.MostEdges)
            few = null;
        if (count++ % stride != 0)
            return;
        held.Add(number);
        if (held.Count == MostHeld)
            Thin();
    }

    /// <summary>
    /// A bin between each two values where those are few, else bins of about as many rows each; null where there are
    /// too few rows for two, or only two values, which the number itself tells apart.
    /// </summary>
    internal NumberBins? Finish()
    {
        double[] edges =
            few is not null && (few.Count - 1L) * RowsABin <= count
                ? Rising([.. few.Order()])
                : Quantiles((int)Math.Min(most, count / RowsABin));
        return edges.Length > 2 ? new(edges) : null;
    }

    double[] Quantiles(int bins)
    {
        if (bins < 2)
            return [];
        Span<double> sorted = CollectionsMarshal.AsSpan(held);
        sorted.Sort();
        var edges = new double[bins + 1];
        for (int i = 0; i <= bins; i++)
            edges[i] = sorted[(int)((long)i * (sorted.Length - 1) / bins)];
        return Rising(edges);
    }

    // Without edges that would make a bin of no width.
    static double[] Rising(double[] sorted)
    {
        List<double> edges = [sorted[0]];
        foreach (double edge in sorted)
        {
            if (NumberBins.Rise(edges[^1], edge))
                edges.Add(edge);
        }
        return [.. edges];
    }

    void Thin()
    {
        for (int i = 0; i < MostHeld / 2; i++)
            held[i] = held[2 * i];
        held.RemoveRange(MostHeld / 2, MostHeld / 2);
        stride *= 2;
    }
}
