using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Data;

/// <summary>
/// Targets that come as numbers and not as a column of text: what is learned from them, and how they are stored and
/// read.
/// </summary>
/// <param name="values">One number a row; a row where it is missing is left out.</param>
/// <param name="source">Where they came from, for messages.</param>
/// <param name="wholeType">Whether they are whole by their type, and not merely by their values.</param>
/// <param name="precision">The distance from 1 to the next number of their type.</param>
sealed class NumberTargets(
    TargetValues values,
    string source,
    bool wholeType = false,
    double precision = Moments.Double
)
{
    // As in tables: whole numbers with more values than this are quantities; so are those with fewer than three rows a
    // value.
    const int MostNumericClasses = 20,
        FewestRowsAClass = 3;

    // An array of integers from 0 on without a gap numbers classes, however many, if each has rows to learn from.
    const int MostIndexedClasses = 1000,
        FewestRowsAnIndex = 10;

    readonly int[] kept =
    [
        .. Enumerable.Range(0, values.Numbers.Length).Where(row => !double.IsNaN(values.Numbers[row])),
    ];
    (double Number, Int128 Exact)[]? different;

    /// <summary>How many rows are left out.</summary>
    internal int Missing => values.Numbers.Length - kept.Length;

    /// <summary>A line about the rows that are left out; null where there is none.</summary>
    internal string? MissingNote => Missing == 0 ? null : MissingTargets.Note(source, Missing);

    (double Number, Int128 Exact)[] Distinct => different ??= [.. kept.Select(values.Key).Distinct().Order()];

    /// <summary>What is learned: what the user said, else classes where the numbers look like such.</summary>
    /// <exception cref="DataException">They cannot be learned so.</exception>
    internal TaskKind Task(TaskKind? said)
    {
        if (kept.Length < RowSplit.FewestRows)
            throw new DataException(
                $"{source} holds {NoteText.Count(kept.Length, "row")}{(Missing > 0 ? " with a target" : "")}; "
                    + $"at least {RowSplit.FewestRows} are needed to train and to validate. Add rows."
            );
        if (Distinct.Length < 2)
            throw new DataException(
                $"{source}: every row has the same target, {TargetValues.Label(Distinct[0])}. At least two "
                    + "different values are needed to learn."
            );
        var task = said ?? (LooksLikeClasses() ? TaskKind.Classification : TaskKind.Regression);
        if (
            task == TaskKind.Classification
            && Distinct.Length > MostNumericClasses
            && Distinct.Length * 2 > kept.Length
        )
            throw new DataException(
                $"{source} has {NoteText.Count(Distinct.Length)} different targets in "
                    + $"{NoteText.Count(kept.Length, "row")}; too few rows a class to learn from. Choose regression."
            );
        return task;
    }

    /// <summary>
    /// Which rows train and which validate; every class has its share, and a row without a target no part.
    /// </summary>
    internal RowSplit Split(TaskKind task, DataOptions options)
    {
        int[] classes =
            task == TaskKind.Classification
                ? [.. kept.Select(row => Array.BinarySearch(Distinct, values.Key(row)))]
                : [];
        var split = RowSplit.Shuffled<int>(kept.Length, options, classes);
        if (Missing == 0)
            return split;
        int[] Rows(int[] part) => Array.ConvertAll(part, row => kept[row]);
        return new(Rows(split.Training), Rows(split.Validation), Rows(split.Test), split.InTime);
    }

    /// <summary>The target as fitted to the training rows.</summary>
    /// <exception cref="DataException">Every training row has the same number.</exception>
    internal TargetColumn Fit(string name, TaskKind task, RowSplit split)
    {
        if (task == TaskKind.Classification)
            return TargetColumn.OfClasses(name, Distinct.Select(TargetValues.Label), numericLabels: true);
        var moments = new Moments(precision);
        foreach (int row in split.Training)
            moments.Add(values.Numbers[row]);
        if (moments.IsConstant)
            throw new DataException(
                $"{source}: every training row has the same "
                    + $"target{(moments.IsNoise ? " but for rounding" : "")}, {TargetColumn.Label(moments.Mean)}. "
                    + "Change --seed or --validation, or give more rows."
            );
        return TargetColumn.OfNumbers(name, moments.Mean, moments.Deviation);
    }

    /// <summary>Those rows of a dataset that have a target.</summary>
    /// <exception cref="DataException">None has.</exception>
    internal IDataset WithTargets(IDataset whole) =>
        Missing == 0 ? whole
        : kept.Length > 0 ? new RowSubset(whole, kept)
        : throw MissingTargets.Everywhere(source);

    /// <summary>What is learned, and how many rows are left out.</summary>
    internal string Note(TargetColumn target) => Kind(target) + (MissingNote is { } note ? " " + note : "");

    static string Kind(TargetColumn target) =>
        target.Task == TaskKind.Regression
            ? "The targets are numbers, so the task is regression."
            : $"The targets are {NoteText.Count(target.Classes.Count)} classes, {NoteText.List(target.Classes)}.";

    /// <summary>
    /// The targets as a network learns them: the index of each row's class, or its standardised value; NaN where it is
    /// missing.
    /// </summary>
    /// <param name="target">The target as fitted.</param>
    /// <param name="place">Where row i stands, for messages.</param>
    /// <exception cref="DataException">
    /// A number is no class that was trained, or too far from those that were.
    /// </exception>
    internal float[] Encode(TargetColumn target, Func<int, string> place)
    {
        var encoded = new float[values.Numbers.Length];
        Array.Fill(encoded, float.NaN);
        foreach (int row in kept)
        {
            var key = values.Key(row);
            if (target.Task == TaskKind.Regression)
                encoded[row] = (float)((key.Number - target.Mean) / target.Scale);
            else if (target.TryIndex(TargetValues.Label(key), TargetColumn.Label(key.Number), out int index))
                encoded[row] = index;
            else
                throw new DataException(
                    $"{place(row)}: the target {TargetValues.Label(key)} is not a class that was trained; "
                        + $"those are {NoteText.List(target.Classes)}. "
                        + "Leave the row out, or train again with it."
                );
            if (!float.IsFinite(encoded[row]))
                throw new DataException(
                    $"{place(row)}: the target {TargetColumn.Label(key.Number)} is too far from those of the "
                        + "training rows. Correct it, or leave the row out."
                );
        }
        return encoded;
    }

    bool LooksLikeClasses()
    {
        if (!Array.TrueForAll(Distinct, value => value.Number == Math.Floor(value.Number)))
            return false;
        if (
            Distinct.Length == 2
            || (Distinct.Length <= MostNumericClasses && kept.Length >= FewestRowsAClass * Distinct.Length)
        )
            return true;
        return wholeType
            && Distinct.Length <= MostIndexedClasses
            && Distinct[0].Number == 0
            && Distinct[^1].Number == Distinct.Length - 1
            && kept.Length >= FewestRowsAnIndex * Distinct.Length;
    }
}
