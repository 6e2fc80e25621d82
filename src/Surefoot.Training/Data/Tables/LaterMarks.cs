using System.Globalization;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// Points and commas in the numbers of a file that is read by a model. What the file itself shows counts, and else what
/// the training file showed: another program, or the same one in another country, may have written it.
/// </summary>
static class LaterMarks
{
    static readonly System.Buffers.SearchValues<byte> Signs = System.Buffers.SearchValues.Create("0123456789+-.,eE"u8);

    /// <summary>The preprocessing with the decimal marks of the file.</summary>
    /// <param name="layout">The file.</param>
    /// <param name="preprocessing">What was fitted to the training rows.</param>
    /// <param name="requireTargets">Whether the target is read as well.</param>
    /// <param name="notes">
    /// Receives a line for each column that is read otherwise than the training file was, or of which nothing tells
    /// how.
    /// </param>
    /// <exception cref="DataException">A column is lacking, or a row has too few or too many fields.</exception>
    internal static TablePreprocessing Read(
        TableLayout layout,
        TablePreprocessing preprocessing,
        bool requireTargets,
        List<string> notes
    )
    {
        var target = requireTargets && preprocessing.Target.HoldsNumbers ? preprocessing.Target : null;
        NumberColumn[] numbers = [.. preprocessing.Columns.OfType<NumberColumn>()];
        string[] names = [.. numbers.Select(column => column.Name), .. target is null ? [] : (string[])[target.Name]];
        DecimalMark[] trained =
        [
            .. numbers.Select(column => column.Mark),
            .. target is null ? [] : (DecimalMark[])[target.Mark],
        ];
        if (names.Length == 0)
            return preprocessing;
        var all = Observe(layout);
        MarkSurvey[] marks = Array.ConvertAll(
            names,
            name => layout.FieldOf(name) is >= 0 and var field ? all[field].Marks : new()
        );
        string?[] units = [.. numbers.Select(column => column.Unit), .. target is null ? [] : (string?[])[target.Unit]];
        for (int i = 0; i < marks.Length; i++)
            marks[i].OfMoney = NumberUnit.IsMoney(units[i]);
        var file = MarkSurvey.OfFile([.. all.Where(column => column.IsNumbers).Select(column => column.Marks)]);
        for (int i = 0; i < marks.Length; i++)
        {
            if (marks[i].DecideLater(names[i], file, layout.Separator, trained[i]) is { } note)
                notes.Add($"{Path.GetFileName(layout.Path)}: {note}");
        }
        if (marks.Zip(trained).All(pair => pair.First.Reading == pair.Second))
            return preprocessing;
        int at = 0;
        Column[] columns =
        [
            .. preprocessing.Columns.Select(column =>
                column is NumberColumn number ? number.With(marks[at++].Reading) : column
            ),
        ];
        return preprocessing.With(target is null ? preprocessing.Target : target.With(marks[^1].Reading), columns);
    }

    // Columns that are not read tell as well.
    static Seen[] Observe(TableLayout layout)
    {
        Seen[] columns = Array.ConvertAll(layout.Names, _ => new Seen());
        using var rows = new TableRows(layout);
        while (rows.Read())
        {
            for (int field = 0; field < columns.Length; field++)
                columns[field].Observe(rows[field]);
        }
        return columns;
    }

    sealed class Seen
    {
        int numbers,
            others;

        internal MarkSurvey Marks { get; } = new();

        /// <summary>Whether nine in ten of its values are numbers.</summary>
        internal bool IsNumbers => numbers >= 9 * others;

        internal void Observe(in Cell cell)
        {
            if (cell.IsMissing)
                return;
            // What is no number all the same is refused where the rows are read, and so is another sign than
            // training's.
            Span<byte> into = stackalloc byte[NumberText.Longest];
            scoped var text = cell.Text;
            if (text.IndexOfAnyExcept(Signs) >= 0 && !NumberUnit.TryTake(text, into, out text, out _))
            {
                others++;
                return;
            }
            numbers++;
            if (text.IndexOfAny((byte)'.', (byte)',') >= 0)
                Marks.Observe(text);
            else if (double.TryParse(text, CultureInfo.InvariantCulture, out double number))
                Marks.ObservePlain(number);
        }
    }
}
