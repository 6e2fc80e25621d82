using System.Text;

namespace Surefoot.Training.Data.Tables;

/// <summary>The values of the target over all rows, and what they say about the task.</summary>
/// <param name="path">The file, for messages.</param>
/// <param name="column">What the column looks like.</param>
/// <param name="asText">Whether the user said that it is text, so that whatever is written there is a class.</param>
sealed class TargetSurvey(string path, ColumnSurvey column, bool asText)
{
    // Whole numbers with more values than this are quantities; so are those with fewer than three rows a value.
    const int MostNumericClasses = 20,
        FewestRowsAClass = 3;

    const int MostLabels = 1 << 16,
        FewestLabels = 20;

    readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    readonly List<int> codes = [];

    // By code, whether the label is one of the words for a missing value that are also the name of a class.
    readonly List<bool> words = [];
    int rows,
        wordRows;

    // By code, the label of the number; null for one that is none.
    string?[] numbers = [];

    /// <summary>What the column looks like.</summary>
    internal ColumnSurvey Column => column;

    /// <summary>How many rows have no target.</summary>
    internal int Missing { get; private set; }

    /// <summary>
    /// A line on words that are classes here and stand for a missing value elsewhere; null where there is none.
    /// </summary>
    internal string? WordsNote { get; private set; }

    bool TooMany => seen.Count > MostLabels;

    /// <summary>Takes in the target of one row.</summary>
    internal void Observe(in Cell cell)
    {
        rows++;
        column.Observe(cell);
        bool word = cell.IsMissing && TargetColumn.CouldBeClass(cell, asText);
        if (word)
            wordRows++;
        if (cell.IsMissing && !word)
        {
            Missing++;
            return;
        }
        if (TooMany)
            return;
        string text = cell.ToString();
        if (!seen.TryGetValue(text, out int code))
        {
            seen.Add(text, code = seen.Count);
            words.Add(word);
        }
        codes.Add(code);
    }

    /// <summary>Once all rows were seen and marks decided: says what the words for missing values are.</summary>
    /// <exception cref="DataException">No row has a target.</exception>
    internal void Finish()
    {
        if (wordRows > 0 && !asText && column.Kind != ColumnKind.Text)
        {
            Missing += wordRows;
            codes.RemoveAll(code => words[code]);
        }
        else if (wordRows > 0)
        {
            string[] names = [.. seen.Where(pair => words[pair.Value]).Select(pair => pair.Key)];
            WordsNote =
                $"In {NoteText.Count(wordRows, "row")} the target is {NoteText.List(names)}: "
                + $"{(asText ? "the column is read as text" : "the other targets are text")}, so "
                + $"{(names.Length == 1 ? "this is a class" : "these are classes")} like any other. Where a "
                + "target is missing, leave the field empty.";
        }
        if (Missing == rows)
            throw MissingTargets.Everywhere($"{path}, column {column.Name}");
        numbers =
        [
            .. seen.Select(pair =>
                TargetColumn.NumberLabel(Encoding.UTF8.GetBytes(pair.Key), column.Marks.Reading, column.Unit)
            ),
        ];
        used = [.. codes.Distinct().Order()];
    }

    int[] used = [];

    int Different => used.Length;

    /// <summary>
    /// What is learned: what the user said, else classes where the target is text or few whole numbers, else numbers.
    /// </summary>
    /// <exception cref="DataException">The target cannot be learned so.</exception>
    internal TaskKind Task(TaskKind? said)
    {
        if (Different == 1 || Array.TrueForAll(used, code => numbers[code] is { } number && number == numbers[used[0]]))
            throw new DataException(
                $"{path}, column {column.Name}: every row has the same target, {Sample()}. At least two "
                    + "different values are needed to learn."
            );
        var task =
            said
            ?? (column.Kind != ColumnKind.Number || FewWholeNumbers() ? TaskKind.Classification : TaskKind.Regression);
        if (task == TaskKind.Regression && column.Kind != ColumnKind.Number)
            throw new DataException(
                $"{path}, column {column.Name}: the target holds "
                    + $"{(column.Kind == ColumnKind.Date ? "dates" : "text")}, such as {Sample()}, "
                    + "and regression needs numbers. Choose classification, or another target."
            );
        if (task == TaskKind.Classification && (TooMany || (Different > FewestLabels && Different * 2 > codes.Count)))
            throw new DataException(
                $"{path}, column {column.Name}: the target has "
                    + $"{(TooMany ? "more than " : "")}{NoteText.Count(Math.Min(Different, MostLabels))} different "
                    + "values "
                    + $"in {NoteText.Count(codes.Count, "row")}, such as {Sample()}; too few rows a class to "
                    + "learn from. "
                    + (
                        column.Kind == ColumnKind.Number
                            ? "Choose regression, or another target."
                            : "Choose another target."
                    )
            );
        return task;
    }

    /// <summary>The classes of the target, with the class of each row.</summary>
    /// <param name="mark">The decimal mark to store.</param>
    /// <param name="rows">Receives the class of each row that has a target.</param>
    internal TargetColumn Classes(DecimalMark mark, out int[] rows)
    {
        // A label whose number cannot be read is refused where the rows are read, with its line.
        bool numeric = column.Kind == ColumnKind.Number;
        string?[] labels = [.. seen.Select(pair => numeric ? numbers[pair.Value] : pair.Key)];
        var target = TargetColumn.OfClasses(
            column.Name,
            used.Select(code => labels[code]).OfType<string>(),
            numeric,
            numeric ? mark : DecimalMark.Unsaid,
            numeric ? column.Unit : null
        );
        var places = target.Classes.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        int[] indices = Array.ConvertAll(labels, label => label is null ? 0 : places.GetValueOrDefault(label));
        rows = [.. codes.Select(code => indices[code])];
        return target;
    }

    bool FewWholeNumbers()
    {
        if (!column.AllWhole || TooMany)
            return false;
        int values = used.Select(code => numbers[code]).Distinct().Count();
        return values <= MostNumericClasses && (values == 2 || codes.Count >= FewestRowsAClass * values);
    }

    string Sample() => NoteText.Shown(seen.Keys.ElementAt(used[0]));
}
