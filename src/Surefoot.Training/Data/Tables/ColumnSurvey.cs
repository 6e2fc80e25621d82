namespace Surefoot.Training.Data.Tables;

/// <summary>What the values of one column look like, over all rows of a file.</summary>
/// <param name="name">The column's name.</param>
/// <param name="asText">Whether the user said that it is text.</param>
sealed class ColumnSurvey(string name, bool asText)
{
    const int FewestNumbers = 3,
        FewestNumberedRows = 10;

    readonly NumberTally byPoint = new(IsIdentifierName(name));

    // Made with the first number that can be read in two ways.
    NumberTally? byComma;
    int numbers,
        others;

    // White space between words, and one a value.
    long words;

    // What the numbers look like that stand with a sign, all with the first such; made with that.
    ColumnSurvey? signed;
    string? sign;
    int otherSigns;

    /// <summary>The column's name.</summary>
    internal string Name => name;

    /// <summary>How many values are missing.</summary>
    internal int Missing { get; private set; }

    /// <summary>How many values are numbers.</summary>
    internal int Numbers =>
        Unit is not null ? signed!.Numbers
        : Marks.LeavesCommas ? numbers - Marks.AmbiguousCommas
        : numbers;

    /// <summary>How many values are neither missing nor numbers.</summary>
    internal int Others => others + numbers - Numbers;

    /// <summary>
    /// The sign that stands with the numbers of the column, "%" or that of a currency; null where there is none, or not
    /// with as many as make a column one of numbers.
    /// </summary>
    internal string? Unit => signed is not null && !asText && Decides(signed.numbers, numbers + others) ? sign : null;

    /// <summary>
    /// A line on values with a sign that is not with the others, so that the column is read as text; null where there
    /// is none.
    /// </summary>
    internal string? SignsNote =>
        signed is null
        || Unit is not null
        || asText
        || Kind != ColumnKind.Text
        || (numbers + signed.numbers + otherSigns) * 2 <= numbers + others
            ? null
            : $"Column {name} is read as text: {NoteText.Count(signed.numbers)} of its "
                + $"{NoteText.Count(numbers + others, "value")} "
                + $"{(signed.numbers == 1 ? "is a number" : "are numbers")} with {sign}, the others "
                + "are not. Write all alike to have numbers.";

    /// <summary>Whether every number is whole.</summary>
    internal bool AllWhole => Tally.AllWhole;

    /// <summary>What was seen of points and commas in numbers.</summary>
    internal MarkSurvey Marks => Unit is not null ? signed!.Marks : marks;

    readonly MarkSurvey marks = new();

    /// <summary>What was seen of dates.</summary>
    internal DateSurvey Dates { get; } = new();

    /// <summary>Looks at one value.</summary>
    internal void Observe(in Cell cell)
    {
        if (cell.IsMissing)
        {
            Missing++;
        }
        else if (cell.TryNumber(DecimalMark.Point, out double number))
        {
            if (cell.Text.IndexOfAny((byte)'.', (byte)',') < 0)
                marks.ObservePlain(number);
            else if (marks.Observe(cell.Text))
                byComma ??= byPoint.Copy();
            Add(byPoint, cell, DecimalMark.Point, number);
            if (byComma is not null && cell.TryNumber(DecimalMark.Comma, out double other))
                Add(byComma, cell, DecimalMark.Comma, other);
            numbers++;
        }
        else
        {
            if (asText || !ObserveSigned(cell))
                Dates.Observe(cell.Text);
            others++;
            words += WordsOf(cell.Text);
        }
    }

    bool ObserveSigned(in Cell cell)
    {
        Span<byte> into = stackalloc byte[NumberText.Longest];
        if (!NumberUnit.TryTake(cell.Text, into, out var number, out var found))
            return false;
        if (signed is null)
        {
            sign = System.Text.Encoding.UTF8.GetString(found);
            signed = new(name, asText: false) { marks = { OfMoney = NumberUnit.IsMoney(sign) } };
        }
        if (!cell.TryWithout(sign!, into, out var bare))
            otherSigns++;
        else
            signed.Observe(bare);
        return true;
    }

    /// <summary>How many words its values have on average, as white space parts them.</summary>
    internal double MeanWords => others == 0 ? 0 : (double)words / others;

    static int WordsOf(ReadOnlySpan<byte> text)
    {
        int count = 0;
        bool within = false;
        foreach (byte letter in text)
        {
            bool white = letter is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r';
            if (!white && !within)
                count++;
            within = !white;
        }
        return count;
    }

    /// <summary>
    /// How the column is read. Nine in ten of the values that are there decide, or all but one of at least four: the
    /// others are then faults, which the reading of the column reports with their line. What is mixed more than that is
    /// text.
    /// </summary>
    internal ColumnKind Kind
    {
        get
        {
            int present = Numbers + Others;
            if (present == 0)
                return ColumnKind.Empty;
            if (asText)
                return ColumnKind.Text;
            if (Decides(Numbers, present))
                return ColumnKind.Number;
            return Decides(Dates.Dates, present) ? ColumnKind.Date : ColumnKind.Text;
        }
    }

    /// <summary>
    /// Whether the column only says which row it is: whole numbers that rise by one from each row to the next, or, in a
    /// column called id, whole numbers that are all different.
    /// </summary>
    internal bool NumbersRows =>
        Kind == ColumnKind.Number
        && AllWhole
        && Others == 0
        && Missing == 0
        && Numbers >= FewestNumberedRows
        && (Tally.Consecutive || Tally.Distinct);

    /// <summary>
    /// Whether numbers and text are mixed so that the column is read as text, which the user may not expect.
    /// </summary>
    internal bool IsMixed => !asText && Kind == ColumnKind.Text && Numbers * 2 > Others;

    NumberTally Tally =>
        Unit is not null ? signed!.Tally
        : Marks.Reading == DecimalMark.Comma && byComma is not null ? byComma
        : byPoint;

    static void Add(NumberTally tally, in Cell cell, DecimalMark mark, double number)
    {
        Span<byte> clean = stackalloc byte[NumberText.Longest];
        tally.Add(number, NumberText.Clean(cell.Text, mark, clean));
    }

    static bool Decides(int alike, int present) =>
        alike == present || alike * 10 >= present * 9 || (alike >= FewestNumbers && alike == present - 1);

    // id, ID, user_id, user-id, user id, userId, PassengerID; not paid or humid.
    static bool IsIdentifierName(string name) =>
        name.Equals("id", StringComparison.OrdinalIgnoreCase)
        || (
            name.Length > 2
            && name[^2..] is "id" or "Id" or "ID"
            && (name[^3] is '_' or '-' or ' ' or '.' || (name[^2] == 'I' && char.IsLower(name[^3])))
        );
}
