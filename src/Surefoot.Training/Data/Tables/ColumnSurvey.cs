namespace Surefoot.Training.Data.Tables;

/// <summary>What the values of one column look like, over all rows of a file.</summary>
/// <param name="name">The column's name.</param>
/// <param name="asText">Whether the user said that it is text.</param>
sealed class ColumnSurvey(string name, bool asText)
{
    const int FewestNumbers = 3, FewestNumberedRows = 10;

    // So many different numbers in a column called an identifier are enough to believe it, and all that memory holds of them.
    const int MostIdentifiers = 1 << 20;

    // Only a column that is called an identifier is checked for values that are all different; it would cost too much to keep all values of all.
    readonly HashSet<double>? identifiers = IsIdentifierName(name) ? [] : null;
    double previous;
    bool consecutive = true, distinct = true;

    /// <summary>The column's name.</summary>
    internal string Name => name;

    /// <summary>How many values are missing.</summary>
    internal int Missing { get; private set; }

    /// <summary>How many values are numbers.</summary>
    internal int Numbers { get; private set; }

    /// <summary>How many values are neither missing nor numbers.</summary>
    internal int Others { get; private set; }

    /// <summary>Whether every number is whole.</summary>
    internal bool AllWhole { get; private set; } = true;

    /// <summary>What was seen of dates.</summary>
    internal DateSurvey Dates { get; } = new();

    /// <summary>Looks at one value.</summary>
    internal void Observe(in Cell cell)
    {
        if (cell.IsMissing)
        {
            Missing++;
        }
        else if (cell.TryNumber(out double number))
        {
            AllWhole &= number == Math.Floor(number);
            consecutive &= Numbers == 0 || number == previous + 1;
            if (distinct && identifiers is { Count: < MostIdentifiers }) distinct = identifiers.Add(number);
            previous = number;
            Numbers++;
        }
        else
        {
            Dates.Observe(cell.Text);
            Others++;
        }
    }

    /// <summary>
    /// How the column is read. Nine in ten of the values that are there decide, or all but one of at least four: the others are then
    /// faults, which the reading of the column reports with their line. What is mixed more than that is text.
    /// </summary>
    internal ColumnKind Kind
    {
        get
        {
            int present = Numbers + Others;
            if (present == 0) return ColumnKind.Empty;
            if (asText) return ColumnKind.Text;
            if (Decides(Numbers, present)) return ColumnKind.Number;
            return Decides(Dates.Dates, present) ? ColumnKind.Date : ColumnKind.Text;
        }
    }

    /// <summary>
    /// Whether the column only says which row it is: whole numbers that rise by one from each row to the next, or, in a column called
    /// id, whole numbers that are all different.
    /// </summary>
    internal bool NumbersRows => Kind == ColumnKind.Number && AllWhole && Others == 0 && Missing == 0 && Numbers >= FewestNumberedRows
        && (consecutive || (identifiers is not null && distinct));

    /// <summary>Whether numbers and text are mixed so that the column is read as text, which the user may not expect.</summary>
    internal bool IsMixed => !asText && Kind == ColumnKind.Text && Numbers * 2 > Others;

    static bool Decides(int alike, int present) => alike == present || alike * 10 >= present * 9 || (alike >= FewestNumbers && alike == present - 1);

    // id, ID, user_id, user-id, user id, userId, PassengerID; not paid or humid.
    static bool IsIdentifierName(string name) =>
        name.Equals("id", StringComparison.OrdinalIgnoreCase) ||
        (name.Length > 2 && name[^2..] is "id" or "Id" or "ID" && (name[^3] is '_' or '-' or ' ' or '.' || (name[^2] == 'I' && char.IsLower(name[^3]))));
}
