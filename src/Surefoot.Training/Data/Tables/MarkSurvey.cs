using System.Text;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// What the numbers of a column show of which of point and comma is the decimal mark, and which stands between
/// thousands.
/// </summary>
sealed class MarkSurvey
{
    // A single one is rather a slip than a way of writing.
    const int FewestGroups = 3;

    string? pointGroup,
        commaGroup,
        decimalComma,
        ambiguousText;

    /// <summary>How many values can only be read with the point as the decimal mark.</summary>
    internal int Points { get; private set; }

    /// <summary>How many values can only be read with the comma as the decimal mark.</summary>
    internal int Commas { get; private set; }

    /// <summary>How many values have one point that could be either, as in 1.234.</summary>
    internal int AmbiguousPoints { get; private set; }

    /// <summary>How many values have one comma that could be either, as in 1,234.</summary>
    internal int AmbiguousCommas { get; private set; }

    /// <summary>The mark by which the column is read.</summary>
    internal DecimalMark Reading { get; private set; }

    /// <summary>Whether commas stand between thousands.</summary>
    internal bool HasCommaGroups => commaGroup is not null && Reading == DecimalMark.Point;

    /// <summary>
    /// Whether commas could be either mark and nothing says which, so that such values are no numbers.
    /// </summary>
    internal bool LeavesCommas { get; private set; }

    /// <summary>Whether the numbers are money: three digits behind a lone mark are then a group of thousands.</summary>
    internal bool OfMoney { get; set; }

    bool nothingTells;

    // Numbers without a mark: whether there are any, and whether all are whole and below a thousand.
    bool plain,
        plainSmall = true;

    // Why a lone mark is one between thousands, where the file's other numbers do not say so.
    string? because;

    /// <summary>Takes in a number that has no mark.</summary>
    internal void ObservePlain(double number)
    {
        plain = true;
        plainSmall &= Math.Abs(number) < 1000 && number == Math.Floor(number);
    }

    /// <summary>Takes in a number that has a mark.</summary>
    /// <returns>Whether it could be read in two ways.</returns>
    internal bool Observe(ReadOnlySpan<byte> text)
    {
        var shown = NumberText.Shown(text, out bool ambiguous);
        bool point = text.Contains((byte)'.'),
            comma = text.Contains((byte)',');
        if (shown == DecimalMark.Point)
            Points++;
        if (shown == DecimalMark.Comma)
            Commas++;
        if (ambiguous && point)
            AmbiguousPoints++;
        if (ambiguous && comma)
            AmbiguousCommas++;
        if (ambiguous)
            ambiguousText ??= Encoding.UTF8.GetString(text);
        if (point && (ambiguous || shown == DecimalMark.Comma))
            pointGroup ??= Encoding.UTF8.GetString(text);
        if (comma && (ambiguous || shown == DecimalMark.Point))
            commaGroup ??= Encoding.UTF8.GetString(text);
        if (comma && (ambiguous || shown == DecimalMark.Comma))
            decimalComma ??= Encoding.UTF8.GetString(text);
        return ambiguous;
    }

    /// <summary>
    /// Decides: by this column's values, else by those of the file's other columns, else by what separates the fields.
    /// </summary>
    /// <param name="file">What the other columns show.</param>
    /// <param name="separator">What separates fields: where it is the comma, points stand before decimals.</param>
    internal void Decide(DecimalMark file, char separator)
    {
        Reading =
            Points > Commas ? DecimalMark.Point
            : Commas > Points ? DecimalMark.Comma
            : OfMoneyGroups() is var money and not DecimalMark.Unsaid ? money
            : file != DecimalMark.Unsaid ? file
            : OfPlainGroups(separator);
        if (Reading != DecimalMark.Unsaid || AmbiguousPoints + AmbiguousCommas == 0)
            return;
        if (AmbiguousCommas == 0)
            Reading = DecimalMark.Point;
        else if (separator == ';' && AmbiguousPoints == 0)
            Reading = DecimalMark.Comma;
        else
            LeavesCommas = separator != ';';
        nothingTells = separator != ',' || LeavesCommas;
    }

    // A lone mark before three digits of money is one between thousands.
    DecimalMark OfMoneyGroups()
    {
        if (!OfMoney || AmbiguousPoints == 0 == (AmbiguousCommas == 0))
            return DecimalMark.Unsaid;
        because = "as in money";
        return AmbiguousPoints == 0 ? DecimalMark.Point : DecimalMark.Comma;
    }

    // So are commas, of which there are some, in a file that commas separate, where numbers without one are whole and
    // below a thousand.
    DecimalMark OfPlainGroups(char separator)
    {
        if (AmbiguousPoints > 0 || AmbiguousCommas < FewestGroups || Points + Commas > 0)
            return DecimalMark.Unsaid;
        if (separator != ',' || !plain || !plainSmall)
            return DecimalMark.Unsaid;
        because = "since numbers without one are whole and below 1,000";
        return DecimalMark.Point;
    }

    /// <summary>The decimal mark that the columns of a file show, if they agree.</summary>
    internal static DecimalMark OfFile(IReadOnlyCollection<MarkSurvey> numbers)
    {
        int points = numbers.Count(marks => marks.Points > marks.Commas),
            commas = numbers.Count(marks => marks.Commas > marks.Points);
        return commas == 0 && points > 0 ? DecimalMark.Point
            : points == 0 && commas > 0 ? DecimalMark.Comma
            : DecimalMark.Unsaid;
    }

    /// <summary>
    /// Decides for a file that is read by a model: by this column's values, else by those of the file's other columns,
    /// else as the training file was read.
    /// </summary>
    /// <param name="column">The column's name.</param>
    /// <param name="file">What the other columns show.</param>
    /// <param name="separator">What separates fields.</param>
    /// <param name="trained">The mark of the training file.</param>
    /// <returns>
    /// What the user should know: that the column is read otherwise than the training file was, or that nothing tells
    /// how; else null.
    /// </returns>
    internal string? DecideLater(string column, DecimalMark file, char separator, DecimalMark trained)
    {
        bool told = Points != Commas || file != DecimalMark.Unsaid,
            ambiguous = AmbiguousPoints + AmbiguousCommas > 0;
        if (told || trained == DecimalMark.Unsaid)
        {
            Decide(file, separator);
            // Nothing but the usual: what was not said in training need not be said here.
            if (trained == DecimalMark.Unsaid && Reading == DecimalMark.Point && commaGroup is null)
                Reading = trained;
            return Reading == trained && !nothingTells
                ? null
                : Note(column, separator)
                    ?? (ambiguous && Reading != trained && trained != DecimalMark.Unsaid ? AsDecimals(column) : null);
        }
        Reading = trained;
        string meaning =
            (ambiguousText?.Contains('.') == true) == (trained == DecimalMark.Point)
                ? "before decimals"
                : "between thousands";
        return !ambiguous
            ? null
            : $"Column {column}: nothing in the file tells whether the {Sign(ambiguousText!)} in "
                + $"{ambiguousText} stands before decimals or between thousands; "
                + $"it is read as in the training file, {meaning}. If that is wrong, write the numbers without "
                + "marks between thousands.";
    }

    string AsDecimals(string column) =>
        $"Column {column}: the {Sign(ambiguousText!)} in {ambiguousText} stands before decimals, as the "
        + "file's other values show, and not between thousands as in the training file.";

    /// <summary>What the user should know about how the column was read; null where it is as anyone would.</summary>
    internal string? Note(string column, char separator)
    {
        bool mixed = Points > 0 && Commas > 0;
        if (nothingTells)
            return $"Column {column}: nothing tells whether the {Sign(ambiguousText!)} in {ambiguousText} stands "
                + "before decimals or between thousands; it is read as "
                + $"{(LeavesCommas ? "text" : "the decimal mark")}. If that is wrong, write the numbers without "
                + "marks between thousands.";
        string? group = Reading == DecimalMark.Comma ? pointGroup : commaGroup;
        if (group is not null)
            return $"Column {column}: the {Sign(Reading == DecimalMark.Comma ? "." : ",")} in {group} stands between "
                + $"thousands, "
                + (because ?? $"as {(mixed ? "most" : Points + Commas > 0 ? "its" : "the file's")} other values show")
                + "; "
                + $"decimals stand behind a {(Reading == DecimalMark.Comma ? "comma" : "point")}.";
        if (Reading == DecimalMark.Comma && separator != ';' && decimalComma is not null)
            return $"Column {column}: the comma in {decimalComma} stands before decimals.";
        return null;
    }

    static string Sign(string text) => text.Contains('.') ? "point" : "comma";
}
