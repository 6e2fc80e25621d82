using System.Globalization;

namespace Surefoot.Training.Data;

/// <summary>The small change of messages: lists, counts and shortened values.</summary>
static class NoteText
{
    const int ListedNames = 12, ShownLetters = 40;

    /// <summary>Names with commas between them and "and" before the last; of many, the first and how many more.</summary>
    internal static string List(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "none",
        1 => Shown(names[0]),
        <= ListedNames => string.Join(", ", names.Take(names.Count - 1).Select(Shown)) + " and " + Shown(names[^1]),
        _ => string.Join(", ", names.Take(ListedNames).Select(Shown)) + $" and {Count(names.Count - ListedNames)} more",
    };

    /// <summary>A whole number with commas between the thousands.</summary>
    internal static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count and its noun: "1 row", "2,665 rows".</summary>
    internal static string Count(long number, string noun) => $"{Count(number)} {noun}{(number == 1 ? "" : "s")}";

    /// <summary>A value as a message shows it: on one line and not too long.</summary>
    internal static string Shown(string value)
    {
        value = value.ReplaceLineEndings(" ");
        return value.Length <= ShownLetters ? value : value[..ShownLetters] + "…";
    }
}
