using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Data;

/// <summary>Targets that come as numbers and not as a column of text: what is learned from them, and how they are stored and read.</summary>
/// <param name="values">One finite number a row.</param>
/// <param name="source">Where they came from, for messages.</param>
/// <param name="wholeType">Whether they are whole by their type, and not merely by their values.</param>
sealed class NumberTargets(double[] values, string source, bool wholeType)
{
    // As in tables: whole numbers with more values than this are quantities; so are those with fewer than three rows a value.
    const int MostNumericClasses = 20, FewestRowsAClass = 3;

    // An array of integers from 0 on without a gap numbers classes, however many, if each has rows to learn from.
    const int MostIndexedClasses = 1000, FewestRowsAnIndex = 10;

    readonly double[] distinct = [.. values.Distinct().Order()];

    /// <summary>What is learned: what the user said, else classes where the numbers look like such.</summary>
    /// <exception cref="DataException">They cannot be learned so.</exception>
    internal TaskKind Task(TaskKind? said)
    {
        if (values.Length < RowSplit.FewestRows)
            throw new DataException($"{source} holds {NoteText.Count(values.Length, "row")}; at least {RowSplit.FewestRows} are needed to train and to validate. Add rows.");
        if (distinct.Length < 2)
            throw new DataException($"{source}: every row has the same target, {TargetColumn.Label(distinct[0])}. At least two different values are needed to learn.");
        var task = said ?? (LooksLikeClasses() ? TaskKind.Classification : TaskKind.Regression);
        if (task == TaskKind.Classification && distinct.Length > MostNumericClasses && distinct.Length * 2 > values.Length)
            throw new DataException($"{source} has {NoteText.Count(distinct.Length)} different targets in {NoteText.Count(values.Length, "row")}; too few rows a class to learn from. Choose regression.");
        return task;
    }

    /// <summary>Which rows train and which validate; every class has its share.</summary>
    internal RowSplit Split(TaskKind task, DataOptions options)
    {
        int[] classes = task == TaskKind.Classification ? [.. values.Select(value => Array.BinarySearch(distinct, value))] : [];
        return RowSplit.Shuffled<int>(values.Length, options, classes);
    }

    /// <summary>The target as fitted to the training rows.</summary>
    /// <exception cref="DataException">Every training row has the same number.</exception>
    internal TargetColumn Fit(string name, TaskKind task, RowSplit split)
    {
        if (task == TaskKind.Classification) return TargetColumn.OfClasses(name, distinct.Select(TargetColumn.Label), numericLabels: true);
        var moments = default(Moments);
        foreach (int row in split.Training) moments.Add(values[row]);
        if (moments.IsConstant)
            throw new DataException($"{source}: every training row has the same target, {TargetColumn.Label(moments.Mean)}. Change --seed or --validation, or give more rows.");
        return TargetColumn.OfNumbers(name, moments.Mean, moments.Deviation);
    }

    /// <summary>A sentence on what is learned.</summary>
    internal static string Note(TargetColumn target) => target.Task == TaskKind.Regression
        ? "The targets are numbers, so the task is regression."
        : $"The targets are {NoteText.Count(target.Classes.Count)} classes, {NoteText.List(target.Classes)}.";

    /// <summary>The targets as a network learns them: the index of each row's class, or its standardised value.</summary>
    /// <param name="values">One finite number a row.</param>
    /// <param name="target">The target as fitted.</param>
    /// <param name="place">Where row i stands, for messages.</param>
    /// <exception cref="DataException">A number is no class that was trained, or too far from those that were.</exception>
    internal static float[] Encode(double[] values, TargetColumn target, Func<int, string> place)
    {
        var encoded = new float[values.Length];
        for (int row = 0; row < values.Length; row++)
        {
            if (target.Task == TaskKind.Regression) encoded[row] = (float)((values[row] - target.Mean) / target.Scale);
            else if (target.TryIndex(TargetColumn.Label(values[row]), out int index)) encoded[row] = index;
            else
                throw new DataException($"{place(row)}: the target {TargetColumn.Label(values[row])} is not a class that was trained; those are {NoteText.List(target.Classes)}. " +
                    "Leave the row out, or train again with it.");
            if (!float.IsFinite(encoded[row]))
                throw new DataException($"{place(row)}: the target {TargetColumn.Label(values[row])} is too far from those of the training rows. Correct it, or leave the row out.");
        }
        return encoded;
    }

    bool LooksLikeClasses()
    {
        if (!Array.TrueForAll(distinct, value => value == Math.Floor(value))) return false;
        if (distinct.Length == 2 || (distinct.Length <= MostNumericClasses && values.Length >= FewestRowsAClass * distinct.Length)) return true;
        return wholeType && distinct.Length <= MostIndexedClasses && distinct[0] == 0 && distinct[^1] == distinct.Length - 1
            && values.Length >= FewestRowsAnIndex * distinct.Length;
    }
}
