namespace Surefoot.Training.Data.Tables;

/// <summary>
/// Collects which columns are left out, so that each reason is one line however many columns it takes.
/// </summary>
sealed class LeftOutNotes
{
    static readonly (LeftOut Why, string One, string Many)[] Reasons =
    [
        (LeftOut.Ignored, "as asked", "as asked"),
        (LeftOut.Empty, "it holds no value", "they hold no value"),
        (LeftOut.Constant, "it is the same in every training row", "each is the same in every training row"),
        (
            LeftOut.Rounding,
            "it is the same in every training row but for rounding",
            "each is the same in every training row but for rounding"
        ),
        (LeftOut.NoWords, "no word of it is common enough to be read", "no word of them is common enough to be read"),
        (LeftOut.NumbersRows, "it only numbers the rows", "they only number the rows"),
    ];

    readonly List<(string Name, LeftOut Why)> columns = [];
    readonly ColumnNotes said = new();

    /// <summary>A column that is left out.</summary>
    internal void Add(string name, LeftOut why) => columns.Add((name, why));

    /// <summary>Another line about a column; see <see cref="ColumnNotes"/>.</summary>
    internal void Say(string column, string likewise, string note) => said.Add(column, likewise, note);

    /// <summary>The lines.</summary>
    internal IReadOnlyList<string> Notes()
    {
        List<string> notes = [.. said.Lines()];
        foreach (var (why, one, many) in Reasons)
        {
            string[] names = [.. columns.Where(column => column.Why == why).Select(column => column.Name)];
            if (names.Length == 1)
                notes.Add($"Column {names[0]} is left out: {one}.");
            if (names.Length > 1)
                notes.Add($"Columns {NoteText.List(names)} are left out: {many}.");
        }
        return notes;
    }
}
