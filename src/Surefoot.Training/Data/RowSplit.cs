using System.Numerics;
using Surefoot.Randomness;

namespace Surefoot.Training.Data;

/// <summary>Which rows are for training and which for validation, each in the order of the source.</summary>
/// <param name="Training">At least one row.</param>
/// <param name="Validation">At least one row.</param>
sealed record RowSplit(int[] Training, int[] Validation)
{
    /// <summary>The fewest rows that can be divided.</summary>
    internal const int FewestRows = 4;

    // The stream of random numbers that nothing else in the library draws from: "SPLI" in ASCII.
    const uint Stream = 0x53504C49;

    /// <summary>The last share of the rows validates: what a table in time order needs.</summary>
    internal static RowSplit InOrder(int count, double share)
    {
        int validation = ValidationCount(count, share);
        return new([.. Enumerable.Range(0, count - validation)], [.. Enumerable.Range(count - validation, validation)]);
    }

    /// <summary>A random share of the rows validates, and of every class the same share, to within one row.</summary>
    /// <param name="count">How many rows there are.</param>
    /// <param name="share">The share for validation.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="classes">The class of each row, counted from 0; empty where there are no classes.</param>
    internal static RowSplit Shuffled<T>(int count, double share, ulong seed, ReadOnlySpan<T> classes) where T : IBinaryInteger<T>
    {
        var order = new int[count];
        new RandomStream(seed, Stream).Permute(order);
        int[] wanted = Wanted(count, share, classes);
        int validation = 0;
        foreach (int part in wanted) validation += part;
        var validates = new bool[count];
        foreach (int row in order)
        {
            ref int left = ref wanted[classes.IsEmpty ? 0 : int.CreateChecked(classes[row])];
            if (left == 0) continue;
            left--;
            validates[row] = true;
        }
        var split = new RowSplit(new int[count - validation], new int[validation]);
        for (int row = 0, training = 0, validating = 0; row < count; row++)
        {
            if (validates[row]) split.Validation[validating++] = row;
            else split.Training[training++] = row;
        }
        return split;
    }

    // How many rows of each class validate: rounded so that the sums stay right, and never the whole of a class.
    static int[] Wanted<T>(int count, double share, ReadOnlySpan<T> classes) where T : IBinaryInteger<T>
    {
        if (classes.IsEmpty) return [ValidationCount(count, share)];
        List<int> sizes = [];
        foreach (T kind in classes)
        {
            int index = int.CreateChecked(kind);
            while (sizes.Count <= index) sizes.Add(0);
            sizes[index]++;
        }
        var wanted = new int[sizes.Count];
        int seen = 0, taken = 0, largest = 0;
        for (int kind = 0; kind < wanted.Length; kind++)
        {
            seen += sizes[kind];
            wanted[kind] = Math.Clamp((int)Math.Round(seen * share) - taken, 0, Math.Max(sizes[kind] - 1, 0));
            taken += wanted[kind];
            if (sizes[kind] > sizes[largest]) largest = kind;
        }
        if (taken == 0) wanted[largest] = 1;
        return wanted;
    }

    static int ValidationCount(int count, double share) => Math.Clamp((int)Math.Round(count * share), 1, count - 1);
}
