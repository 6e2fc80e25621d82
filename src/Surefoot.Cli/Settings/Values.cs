using System.Globalization;
using System.Text;
using CsvHelper;
using Surefoot.Settings;
using Surefoot.Training.Data;

namespace Surefoot.Cli.Settings;

/// <summary>
/// From the text behind an option to its value. Whatever does not fit is refused with the option, the value as it was
/// typed, what is asked for, and an example to copy; a part of a value, such as the factor of a schedule, with the
/// whole that it stands in.
/// </summary>
static class Values
{
    /// <summary>A number in a range, as settings have them.</summary>
    public static double? InRange(
        string option,
        string? text,
        SettingRange range,
        string example,
        string? whole = null
    ) => Number(option, text, range.Words, example, range.Holds, whole);

    /// <summary>A number above 0.</summary>
    public static double? Positive(string option, string? text, string example, string? whole = null) =>
        InRange(option, text, SettingRange.Positive, example, whole);

    /// <summary>A number above 0 and below 1.</summary>
    public static double? Part(string option, string? text, string example, string? whole = null) =>
        Number(option, text, "a number above 0 and below 1", example, value => value is > 0 and < 1, whole);

    /// <summary>A share above 0 and below 1, where the text is a number and no file is called so.</summary>
    /// <returns>Null where the text names a file.</returns>
    public static double? ShareOrFile(string option, string? text, string example)
    {
        if (
            text is null
            || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share)
            || Path.Exists(text)
        )
            return null;
        return share is > 0 and < 1
            ? share
            : throw Refused(option, text, "a file, or a share above 0 and below 1", example);
    }

    /// <summary>Names with commas between them, each perhaps in quotes as in CSV.</summary>
    public static IReadOnlyList<string> Names(string option, string? text, string example)
    {
        if (text is null)
            return [];
        using CsvReader reader = CsvReader.Create(
            Encoding.UTF8.GetBytes(text),
            new()
            {
                HasHeader = false,
                TrimWhitespace = true,
                Separator = ',',
            }
        );
        string[] names = reader.Read() ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)] : [];
        return names.Length > 0 && Array.TrueForAll(names, name => name.Length > 0)
            ? names
            : throw Refused(option, text, "a list of names with commas between them", example);
    }

    /// <summary>A whole number in a range.</summary>
    public static int? Whole(string option, string? text, int least, int most, string example, string? whole = null)
    {
        if (text is null)
            return null;
        if (
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            && value >= least
            && value <= most
        )
            return value;
        throw Refused(
            option,
            text,
            most == int.MaxValue ? $"a whole number, {least} or more" : $"a whole number from {least} to {most}",
            example,
            whole
        );
    }

    /// <summary>A number of bytes, with a unit behind it or none: 500MB, 4GiB, 1000000.</summary>
    public static long? Bytes(string option, string? text, string example)
    {
        if (text is null)
            return null;
        (string Name, long Bytes)[] units =
        [
            ("KiB", 1L << 10),
            ("MiB", 1L << 20),
            ("GiB", 1L << 30),
            ("TiB", 1L << 40),
            ("kB", 1000),
            ("MB", 1_000_000),
            ("GB", 1_000_000_000),
            ("TB", 1_000_000_000_000),
            ("", 1),
        ];
        (string name, long unit) = Array.Find(
            units,
            unit => text.EndsWith(unit.Name, StringComparison.OrdinalIgnoreCase)
        );
        return
            double.TryParse(
                text[..^name.Length],
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out double count
            ) && count * unit is >= 1 and < long.MaxValue
            ? (long)(count * unit)
            : throw Refused(
                option,
                text,
                "a number of bytes, 1 or more, perhaps with a unit such as MiB or GB",
                example
            );
    }

    /// <summary>A seed: any whole number that 64 bits hold.</summary>
    public static ulong? Seed(string option, string? text, string example)
    {
        if (text is null)
            return null;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : throw Refused(option, text, $"a whole number from 0 to {ulong.MaxValue}", example);
    }

    /// <summary>Widths of layers, separated by commas.</summary>
    public static int[]? Widths(string option, string? text, string example)
    {
        const int Widest = 1 << 20;
        if (text is null)
            return null;
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        int[] widths = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (
                !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out widths[i])
                || widths[i] < 1
                || widths[i] > Widest
            )
                throw new UsageException(
                    $"{option} is '{text}', in which '{parts[i]}' is not the width of a layer. Give whole "
                        + $"numbers from 1 to {Widest}, separated by commas: {option} {example}"
                );
        }

        return widths;
    }

    /// <summary>One of several words.</summary>
    public static string? Word(string option, string? text, IReadOnlyList<string> words)
    {
        if (text is null || words.Contains(text, StringComparer.Ordinal))
            return text;
        string hint = NearestName.Find(text, words) is { } near ? $" Is {option} {near} meant?" : "";
        throw new UsageException($"{option} is '{text}', which is not one of {string.Join(", ", words)}.{hint}");
    }

    static double? Number(
        string option,
        string? text,
        string wanted,
        string example,
        Func<double, bool> fits,
        string? whole = null
    )
    {
        if (text is null)
            return null;
        return
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && double.IsFinite(value)
            && fits(value)
            ? value
            : throw Refused(option, text, wanted, example, whole);
    }

    static UsageException Refused(string option, string text, string wanted, string example, string? whole = null) =>
        new(
            $"{option} is '{whole ?? text}', {(whole is null ? "which" : $"in which '{text}'")} is not "
                + $"{wanted}. Give, for example, {option} {example}"
        );
}
