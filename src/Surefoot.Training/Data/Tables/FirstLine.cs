namespace Surefoot.Training.Data.Tables;

/// <summary>
/// Whether the first line of a table holds names or is a row like the others, as the rows below it show.
/// </summary>
/// <param name="first">The fields of the first line.</param>
/// <param name="place">Where it stands.</param>
sealed class FirstLine(string[] first, Place place)
{
    readonly int[] numbers = new int[first.Length],
        dates = new int[first.Length],
        given = new int[first.Length];
    readonly bool[] again = new bool[first.Length];
    bool whole;

    enum Like
    {
        Nothing,
        Row,
        SurelyRow,
        Name,
    }

    /// <summary>Whether it holds nothing but numbers.</summary>
    internal bool IsNumbers => Enumerable.Range(0, first.Length).All(IsNumber);

    /// <summary>
    /// Whether it holds nothing but numbers and is a row all the same: one is hardly a name, since it is below 0 or not
    /// whole, or stands there twice; or each stands below it again. Every column must be of numbers.
    /// </summary>
    internal bool IsRowOfNumbers
    {
        get
        {
            Like[] likes = [.. Enumerable.Range(0, first.Length).Select(Compare)];
            return first.Length > 1
                && IsNumbers
                && Array.TrueForAll(likes, like => like is Like.Row or Like.SurelyRow)
                && (
                    Array.Exists(likes, like => like == Like.SurelyRow)
                    || first.Distinct(StringComparer.Ordinal).Count() < first.Length
                    || (StandsAgain && !Counts)
                );
        }
    }

    /// <summary>Whether it counts 0, 1, 2 … or 1, 2, 3 …, as programs name columns.</summary>
    internal bool Counts => IsCount(first);

    /// <summary>Whether every field stands below it again in its column.</summary>
    internal bool StandsAgain => Array.TrueForAll(again, once => once);

    /// <summary>The same of any names.</summary>
    internal static bool IsCount(string[] names)
    {
        if (names.Length < 2 || names[0] is not ("0" or "1"))
            return false;
        int from = names[0][0] - '0';
        return names
            .Index()
            .All(pair =>
                double.TryParse(
                    pair.Item,
                    System.Globalization.NumberStyles.Float,
                    System.Globalization.CultureInfo.InvariantCulture,
                    out double number
                )
                && number == from + pair.Index
            );
    }

    /// <summary>
    /// Whether every field is of the kind of those below it: a number or a date above such, or a text that stands there
    /// again.
    /// </summary>
    internal bool IsRow
    {
        get
        {
            Like[] likes = [.. Enumerable.Range(0, first.Length).Select(Compare)];
            bool counts = Enumerable.Range(0, first.Length).Any(IsNumber);
            return first.Length > 1
                && Array.Exists(likes, like => like != Like.Nothing)
                && !Array.Exists(likes, like => like == Like.Name)
                && (counts || !whole);
        }
    }

    /// <summary>
    /// Whether it holds a number or a date that is hardly a name, so that only the user can say what the line is.
    /// </summary>
    internal bool IsDoubtful => Enumerable.Range(0, first.Length).Any(at => Compare(at) == Like.SurelyRow);

    /// <summary>Whether a field is surely a name: it is no number, and stands above numbers or dates.</summary>
    internal bool HoldsName =>
        Enumerable
            .Range(0, first.Length)
            .Any(at => Compare(at) == Like.Name && (Most(numbers[at], at) || Most(dates[at], at)));

    /// <summary>Takes so many rows below it into account.</summary>
    internal void Observe(CsvRecords rows, int most)
    {
        for (int row = 0; row < most && rows.Read(); row++)
            Observe(rows);
    }

    /// <summary>Takes a row below it into account.</summary>
    internal void Observe(CsvRecords row)
    {
        if (row.Count != first.Length)
            return;
        bool same = true;
        for (int field = 0; field < first.Length; field++)
        {
            var cell = new Cell(row[field], "", place);
            bool equal = cell.ToString() == first[field];
            same &= equal;
            if (cell.IsMissing)
                continue;
            given[field]++;
            again[field] |= equal;
            if (IsNumber(cell, out _))
                numbers[field]++;
            else if (IsDate(cell.Text))
                dates[field]++;
        }
        whole |= same;
    }

    Like Compare(int field)
    {
        var cell = CellOf(field);
        if (cell.IsMissing || given[field] == 0)
            return Like.Nothing;
        if (IsNumber(cell, out double number) && Most(numbers[field], field))
            return number < 0 || number != Math.Floor(number) ? Like.SurelyRow : Like.Row;
        if (IsDate(cell.Text) && Most(dates[field], field))
            return Like.SurelyRow;
        return again[field] && !Most(numbers[field], field) && !Most(dates[field], field) ? Like.Row : Like.Name;
    }

    bool IsNumber(int field) => IsNumber(CellOf(field), out _);

    // Which mark stands before decimals is not known yet.
    static bool IsNumber(in Cell cell, out double number) =>
        cell.TryNumber(out number) || cell.TryNumber(DecimalMark.Comma, out number) || IsSigned(cell, out number);

    static bool IsSigned(in Cell cell, out double number)
    {
        Span<byte> into = stackalloc byte[NumberText.Longest];
        number = 0;
        return NumberUnit.TryTake(cell.Text, into, out var text, out _)
            && (
                NumberText.TryNumber(text, DecimalMark.Point, out number)
                || NumberText.TryNumber(text, DecimalMark.Comma, out number)
            );
    }

    // One bad value among twenty does not hide what a column holds.
    bool Most(int count, int field) => count > 0 && count * 20 >= given[field] * 19;

    Cell CellOf(int field) => new(System.Text.Encoding.UTF8.GetBytes(first[field]), "", place);

    static bool IsDate(ReadOnlySpan<byte> text) =>
        text.Length >= 6
        && char.IsAsciiDigit((char)text[0])
        && text.IndexOfAny("-/.:"u8) > 0
        && text.IndexOfAnyExcept("0123456789-/.: TZ+"u8) < 0;
}
