using System.Globalization;
using System.Text;

namespace Surefoot.Training.Data;

/// <summary>
/// Finds columns by names that look the same and are not: a letter and its accent in one sign or two, blanks of other
/// kinds, signs without any width. Names that are equal sign by sign come first; letter case counts.
/// </summary>
static class ColumnNames
{
    const int Listed = 12;

    /// <summary>A column that goes by another spelling of its name.</summary>
    /// <param name="Wanted">The name as it was given, or as training had it.</param>
    /// <param name="Found">The name as it stands in the data.</param>
    internal readonly record struct Spelling(string Wanted, string Found);

    /// <summary>What names that look the same have in common.</summary>
    internal static string Key(string name)
    {
        // Nearly all names are such.
        bool plain = Ascii.IsValid(name) && !name.StartsWith('#') && !name.AsSpan().ContainsAny("\t\v\f\r\n");
        if (plain && !name.Contains("  ", StringComparison.Ordinal))
            return name.Trim(' ');
        var parts = new StringBuilder(name.Length + 8);
        foreach (char sign in name)
        {
            if (char.IsWhiteSpace(sign))
            {
                if (parts.Length > 0 && parts[^1] != ' ')
                    parts.Append(' ');
            }
            else if (!HasNoWidth(sign))
            {
                CanonicalLetters.Write(sign, parts);
            }
        }
        SortMarks(parts);
        string key = parts.ToString().TrimEnd(' ');
        // Files were read so before a # in front of the names was left out.
        return key.StartsWith("# ", StringComparison.Ordinal) ? key[2..] : key;
    }

    /// <summary>
    /// Where in a list a name stands; −1 where it does not. Of names that are equal sign by sign the first.
    /// </summary>
    /// <param name="source">What has these names, for messages.</param>
    /// <param name="names">The names that there are; empty ones are none.</param>
    /// <param name="wanted">The name.</param>
    /// <exception cref="DataException">Two others look like it.</exception>
    internal static int Find(string source, IReadOnlyList<string> names, string wanted)
    {
        if (wanted.Length == 0)
            return -1;
        for (int at = 0; at < names.Count; at++)
            if (names[at] == wanted)
                return at;
        string key = Key(wanted);
        if (key.Length == 0)
            return -1;
        int[] alike = [.. Enumerable.Range(0, names.Count).Where(at => names[at].Length > 0 && Key(names[at]) == key)];
        return alike.Length switch
        {
            0 => -1,
            1 => alike[0],
            _ => throw Doubtful(source, wanted, [.. alike.Select(at => names[at])]),
        };
    }

    /// <summary>
    /// Refuses that two columns of a model, which look the same, are read from the one that there is.
    /// </summary>
    /// <exception cref="DataException">They are.</exception>
    internal static void RefuseShared(
        string source,
        IReadOnlyList<string> wanted,
        IReadOnlyList<int> fields,
        IReadOnlyList<string> names
    )
    {
        var taken = new Dictionary<int, string>(wanted.Count);
        for (int i = 0; i < wanted.Count; i++)
        {
            if (taken.TryAdd(fields[i], wanted[i]))
                continue;
            throw new DataException(
                $"{source}: the model reads {Visible(taken[fields[i]])} and {Visible(wanted[i])}, "
                    + "which look the same and differ in the signs that stand here as numbers, "
                    + $"and there is only {Visible(names[fields[i]])}. "
                    + "Give the columns the names that they had in training."
            );
        }
    }

    /// <summary>The refusal of a name that several look like.</summary>
    internal static DataException Doubtful(string source, string wanted, IReadOnlyList<string> alike) =>
        new(
            $"{source}: {Visible(wanted)} may be {NoteText.List([.. alike.Select(Visible)])}, "
                + "which look the same and differ in the signs that stand here as numbers. "
                + "Give the columns names that differ to the eye, or the name sign by sign."
        );

    /// <summary>A line about names that were found by how they look; null where there are none.</summary>
    internal static string? Note(string source, IReadOnlyCollection<Spelling> spellings)
    {
        if (spellings.Count == 0)
            return null;
        static string Shown(string name) => NoteText.Shown(Visible(name));
        var shown = spellings
            .Take(Listed)
            .Select(spelling => $"{Shown(spelling.Wanted)} is taken for the column {Shown(spelling.Found)}");
        string more = spellings.Count > Listed ? $", and so are {NoteText.Count(spellings.Count - Listed)} more" : "";
        return $"{source}: {string.Join(", ", shown)}{more}, since the names look the same.";
    }

    /// <summary>
    /// A name with its number in place of each sign that cannot be seen: blanks but for the space, marks of their own,
    /// signs without width.
    /// </summary>
    internal static string Visible(string name)
    {
        if (Ascii.IsValid(name))
            return name;
        var shown = new StringBuilder(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            bool mark = IsMark(name[i]) || char.GetUnicodeCategory(name[i]) is UnicodeCategory.EnclosingMark;
            bool blank = char.IsWhiteSpace(name[i]) && name[i] != ' ';
            if (mark || blank || HasNoWidth(name[i]))
                shown.Append($"\\u{(int)name[i]:X4}");
            else
                shown.Append(name[i]);
        }
        return shown.ToString();
    }

    static bool HasNoWidth(char sign) =>
        sign is '\u034F' or '\u115F' or '\u1160' or '\u180E' or (>= '\uFE00' and <= '\uFE0F')
        || CharUnicodeInfo.GetUnicodeCategory(sign) is UnicodeCategory.Format;

    // Marks of one letter that stand above it and below it are the same in any order.
    static void SortMarks(StringBuilder parts)
    {
        for (int i = 1; i < parts.Length; i++)
        {
            for (int at = i; at > 0 && IsMark(parts[at]) && IsMark(parts[at - 1]) && parts[at - 1] > parts[at]; at--)
                (parts[at - 1], parts[at]) = (parts[at], parts[at - 1]);
        }
    }

    static bool IsMark(char sign) => CharUnicodeInfo.GetUnicodeCategory(sign) is UnicodeCategory.NonSpacingMark;
}
