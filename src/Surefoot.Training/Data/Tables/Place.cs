namespace Surefoot.Training.Data.Tables;

/// <summary>Where in which file a row stands, and how numbers are written there.</summary>
/// <param name="File">The path as the user gave it.</param>
/// <param name="Line">The line of the file on which the row begins, counted from 1.</param>
/// <param name="DecimalComma">Whether a comma may stand for the point of a number.</param>
readonly record struct Place(string File, long Line, bool DecimalComma);
