namespace Surefoot.Training.Data.Tables;

/// <summary>Where in which file a row stands, and how numbers are written there.</summary>
/// <param name="File">The path as the user gave it.</param>
/// <param name="Line">The line of the file on which the row begins, counted from 1.</param>
/// <param name="DecimalComma">Whether a comma may stand for the point of a number.</param>
readonly record struct Place(string File, long Line, bool DecimalComma)
{
    bool IsRow { get; init; }

    /// <summary>
    /// The place of a row that is in no file: its number, counted from 1, or 0 for one that is alone.
    /// </summary>
    internal static Place OfRow(string source, long row) => new(source, row, DecimalComma: false) { IsRow = true };

    /// <summary>The place for messages.</summary>
    public override string ToString() =>
        IsRow
            ? Line == 0
                ? File
                : $"{File}, row {Line}"
            : $"{File}, line {Line}";
}
