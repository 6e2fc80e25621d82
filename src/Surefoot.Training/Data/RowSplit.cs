using System.Numerics;
using Surefoot.Randomness;

namespace Surefoot.Training.Data;

/// <summary>
/// Which rows are for training, which for validation and which for the test, each in the order of the source.
/// </summary>
/// <param name="Training">At least one row.</param>
/// <param name="Validation">At least one row; none where all rows of a cross-validation train.</param>
/// <param name="Test">The rows that judge the result; none unless a share was asked for.</param>
/// <param name="InTime">Whether the rows are in time order, so that each part follows the one before.</param>
sealed record RowSplit(int[] Training, int[] Validation, int[] Test, bool InTime)
{
    /// <summary>The fewest rows that can be divided.</summary>
    internal const int FewestRows = 4;

    // The streams of random numbers that nothing else in the library draws from: "SPLI", "TEST" and "FOLD" in ASCII.
    const uint ValidationStream = 0x53504C49,
        TestStream = 0x54455354,
        FoldStream = 0x464F4C44;

    /// <summary>
    /// The last share of the rows is the test, and the last of those before it validate: what a table in time order
    /// needs.
    /// </summary>
    internal static RowSplit InOrder(int count, DataOptions options)
    {
        int test = options.TestShare > 0 ? Taken(count, options.TestShare, kept: 2) : 0;
        if (options.Folds is { } folds)
            return ForwardChaining(count - test, count, folds, options.Fold);
        int validation = Taken(count - test, options.ValidationShare, kept: 1),
            training = count - test - validation;
        return new(
            [.. Enumerable.Range(0, training)],
            [.. Enumerable.Range(training, validation)],
            [.. Enumerable.Range(count - test, test)],
            InTime: true
        );
    }

    /// <summary>
    /// A random share of the rows is the test, one of the others validates; of every class the same share, to within
    /// one row.
    /// </summary>
    /// <param name="count">How many rows there are.</param>
    /// <param name="options">The shares and the seed.</param>
    /// <param name="classes">The class of each row, counted from 0; empty where there are no classes.</param>
    internal static RowSplit Shuffled<T>(int count, DataOptions options, ReadOnlySpan<T> classes)
        where T : IBinaryInteger<T>
    {
        if (options.TestShare == 0 && options.Folds is null)
        {
            var (training, validation) = Drawn(
                count,
                options.ValidationShare,
                options.Seed,
                ValidationStream,
                classes,
                kept: 1
            );
            return new(training, validation, [], InTime: false);
        }
        var (others, test) =
            options.TestShare == 0
                ? ([.. Enumerable.Range(0, count)], [])
                : Drawn(count, options.TestShare, options.Seed, TestStream, classes, kept: 2);
        var left = new T[classes.IsEmpty ? 0 : others.Length];
        for (int i = 0; i < left.Length; i++)
            left[i] = classes[others[i]];
        if (options.Folds is { } folds)
            return Folded<T>(others, test, folds, options, left);
        var (trains, validates) = Drawn<T>(
            others.Length,
            options.ValidationShare,
            options.Seed,
            ValidationStream,
            left,
            kept: 1
        );
        return new(
            Array.ConvertAll(trains, row => others[row]),
            Array.ConvertAll(validates, row => others[row]),
            test,
            InTime: false
        );
    }

    /// <summary>The test rows of a dataset; null where no share was asked for.</summary>
    internal IDataset? TestOf(IDataset whole) => Test.Length == 0 ? null : new RowSubset(whole, Test);

    /// <summary>A line about the test rows, where a share was asked for.</summary>
    internal string? TestNote =>
        Test.Length == 0 ? null
        : InTime ? $"The last {NoteText.Count(Test.Length, "row")} are the test."
        : $"The test is {NoteText.Count(Test.Length, "row")} drawn by the seed, of every class the same share; "
            + "nothing is fitted to them or chosen by them.";

    // As scikit-learn's TimeSeriesSplit: the last so many parts validate, each what was learned from all before it.
    static RowSplit ForwardChaining(int count, int all, int folds, int? fold)
    {
        int part = count / (folds + 1);
        RefuseFew(part, count, folds, folds + 1);
        int start = fold is { } one ? count - ((folds + 1 - one) * part) : count;
        return new(
            [.. Enumerable.Range(0, start)],
            [.. Enumerable.Range(start, fold is null ? 0 : part)],
            [.. Enumerable.Range(count, all - count)],
            InTime: true
        );
    }

    // Every class is dealt out in turn, going on where the one before ended, so that the folds are of one size too.
    static RowSplit Folded<T>(int[] rows, int[] test, int folds, DataOptions options, ReadOnlySpan<T> classes)
        where T : IBinaryInteger<T>
    {
        RefuseFew(rows.Length / folds, rows.Length, folds, folds);
        if (options.Fold is not { } fold)
            return new(rows, [], test, InTime: false);
        var order = new int[rows.Length];
        new RandomStream(options.Seed, FoldStream).Permute(order);
        // How many rows there are of the classes before each.
        int most = 0;
        foreach (T kind in classes)
            most = Math.Max(most, int.CreateChecked(kind));
        var dealt = new int[most + 2];
        foreach (T kind in classes)
            dealt[int.CreateChecked(kind) + 1]++;
        for (int kind = 1; kind < dealt.Length; kind++)
            dealt[kind] += dealt[kind - 1];
        var validates = new bool[rows.Length];
        foreach (int row in order)
            validates[row] = dealt[classes.IsEmpty ? 0 : int.CreateChecked(classes[row])]++ % folds == fold - 1;
        return new(
            [.. rows.Where((_, i) => !validates[i])],
            [.. rows.Where((_, i) => validates[i])],
            test,
            InTime: false
        );
    }

    static void RefuseFew(int part, int rows, int folds, int parts)
    {
        if (part == 0)
            throw new DataException(
                $"{NoteText.Count(rows, "row")} cannot be divided into {folds} folds, which need at least "
                    + $"{NoteText.Count(parts)}. Take fewer folds, or give more rows."
            );
    }

    /// <summary>A line about the folds, where there are any.</summary>
    internal static string? FoldsNote(DataOptions options, bool inTime) =>
        options.Folds is not { } folds ? null
        : inTime
            ? $"The rows are divided into {folds + 1} parts in their order: each but the first is a fold, and is "
                + "forecast by what was learned from the rows before it."
        : $"The rows are divided into {folds} folds drawn by the seed, of every class the same share; each validates "
            + "once.";

    static (int[] Others, int[] Drawn) Drawn<T>(
        int count,
        double share,
        ulong seed,
        uint stream,
        ReadOnlySpan<T> classes,
        int kept
    )
        where T : IBinaryInteger<T>
    {
        var order = new int[count];
        new RandomStream(seed, stream).Permute(order);
        int[] wanted = Wanted(count, share, classes, kept);
        int all = 0;
        foreach (int part in wanted)
            all += part;
        var taken = new bool[count];
        foreach (int row in order)
        {
            ref int left = ref wanted[classes.IsEmpty ? 0 : int.CreateChecked(classes[row])];
            if (left == 0)
                continue;
            left--;
            taken[row] = true;
        }
        int[] others = new int[count - all],
            drawn = new int[all];
        for (int row = 0, i = 0, j = 0; row < count; row++)
        {
            if (taken[row])
                drawn[j++] = row;
            else
                others[i++] = row;
        }
        return (others, drawn);
    }

    // How many rows of each class are taken: rounded so that the sums stay right, and so that some of each class are
    // kept.
    static int[] Wanted<T>(int count, double share, ReadOnlySpan<T> classes, int kept)
        where T : IBinaryInteger<T>
    {
        if (classes.IsEmpty)
            return [Taken(count, share, kept)];
        List<int> sizes = [];
        foreach (T kind in classes)
        {
            int index = int.CreateChecked(kind);
            while (sizes.Count <= index)
                sizes.Add(0);
            sizes[index]++;
        }
        var wanted = new int[sizes.Count];
        int seen = 0,
            taken = 0,
            largest = 0;
        for (int kind = 0; kind < wanted.Length; kind++)
        {
            seen += sizes[kind];
            wanted[kind] = Math.Clamp((int)Math.Round(seen * share) - taken, 0, Math.Max(sizes[kind] - kept, 0));
            taken += wanted[kind];
            if (sizes[kind] > sizes[largest])
                largest = kind;
        }
        if (taken == 0)
            wanted[largest] = 1;
        return wanted;
    }

    static int Taken(int count, double share, int kept) => Math.Clamp((int)Math.Round(count * share), 1, count - kept);
}
