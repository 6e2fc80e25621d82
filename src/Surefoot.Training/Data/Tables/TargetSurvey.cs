namespace Surefoot.Training.Data.Tables;

/// <summary>The values of the target over all rows, and what they say about the task.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="column">What the column looks like.</param>
sealed class TargetSurvey(string path, ColumnSurvey column)
{
    // Whole numbers with more values than this are quantities; so are those with fewer than three rows a value.
    const int MostNumericClasses = 20, FewestRowsAClass = 3;

    const int MostLabels = 1 << 16, FewestLabels = 20;

    readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    readonly List<double?> numbers = [];
    readonly List<int> codes = [];

    bool TooMany => seen.Count > MostLabels;

    /// <summary>Takes in the target of one row.</summary>
    /// <exception cref="DataException">It is missing.</exception>
    internal void Observe(in Cell cell)
    {
        TargetColumn.RefuseMissing(cell);
        column.Observe(cell);
        if (TooMany) return;
        string text = cell.ToString();
        if (!seen.TryGetValue(text, out int code))
        {
            seen.Add(text, code = seen.Count);
            numbers.Add(cell.TryNumber(out double number) ? number : null);
        }
        codes.Add(code);
    }

    /// <summary>What is learned: what the user said, else classes where the target is text or few whole numbers, else numbers.</summary>
    /// <exception cref="DataException">The target cannot be learned so.</exception>
    internal TaskKind Task(TaskKind? said)
    {
        if (numbers.TrueForAll(number => number is not null && number == numbers[0]) || seen.Count == 1)
            throw new DataException($"{path}, column {column.Name}: every row has the same target, {seen.Keys.First()}. At least two different values are needed to learn.");
        var task = said ?? (column.Kind != ColumnKind.Number || FewWholeNumbers() ? TaskKind.Classification : TaskKind.Regression);
        if (task == TaskKind.Regression && column.Kind != ColumnKind.Number)
            throw new DataException($"{path}, column {column.Name}: the target holds {(column.Kind == ColumnKind.Date ? "dates" : "text")}, such as {Sample()}, " +
                "and regression needs numbers. Choose classification, or another target.");
        if (task == TaskKind.Classification && (TooMany || (seen.Count > FewestLabels && seen.Count * 2 > codes.Count)))
            throw new DataException($"{path}, column {column.Name}: the target has {(TooMany ? "more than " : "")}{NoteText.Count(Math.Min(seen.Count, MostLabels))} different values " +
                $"in {NoteText.Count(codes.Count, "row")}, such as {Sample()}; too few rows a class to learn from. " +
                (column.Kind == ColumnKind.Number ? "Choose regression, or another target." : "Choose another target."));
        return task;
    }

    /// <summary>The classes of the target, with the class of each row.</summary>
    internal TargetColumn Classes(out int[] rows)
    {
        // A label whose number cannot be read is refused where the rows are read, with its line.
        bool numeric = column.Kind == ColumnKind.Number;
        string?[] labels = [.. seen.Select(pair => !numeric ? pair.Key : numbers[pair.Value] is { } number ? TargetColumn.Label(number) : null)];
        var target = TargetColumn.OfClasses(column.Name, labels.OfType<string>(), numeric);
        var places = target.Classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        int[] indices = Array.ConvertAll(labels, label => label is null ? 0 : places[label]);
        rows = [.. codes.Select(code => indices[code])];
        return target;
    }

    bool FewWholeNumbers()
    {
        if (!column.AllWhole || TooMany) return false;
        int values = numbers.Distinct().Count();
        return values <= MostNumericClasses && (values == 2 || codes.Count >= FewestRowsAClass * values);
    }

    string Sample() => NoteText.Shown(seen.Keys.First());
}
