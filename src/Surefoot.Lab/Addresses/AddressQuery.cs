using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Surefoot.Lab.Addresses;

/// <summary>
/// The part of an address behind the question mark: each value is asked for by name and checked as it is read.
/// </summary>
/// <param name="values">The names and values.</param>
sealed class AddressQuery(IQueryCollection values)
{
    /// <summary>More values than this under one name are none of ours.</summary>
    const int Most = 64;

    /// <summary>A text; null where there is none.</summary>
    public string? Text(string name) => values[name] is [.., { Length: > 0 } text] ? text : null;

    /// <summary>Whether anything is said under a name, if only that it is empty.</summary>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>All texts under a name, in order, each once.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        [.. values[name].OfType<string>().Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).Take(Most)];

    /// <summary>One of several words; the first where nothing is said.</summary>
    /// <exception cref="AddressException">It is another word.</exception>
    public string Word(string name, params ReadOnlySpan<string> words)
    {
        string? text = Text(name);
        return text is null ? words[0]
            : words.Contains(text) ? text
            : throw Refused(name, text, $"one of {string.Join(", ", words.ToArray())}");
    }

    /// <summary>A number in a range.</summary>
    /// <exception cref="AddressException">It is no number, or outside.</exception>
    public double Number(string name, double least, double most, double usual)
    {
        if (Text(name) is not { } text)
            return usual;
        return
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value >= least
            && value <= most
            ? value
            : throw Refused(
                name,
                text,
                string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}")
            );
    }

    /// <summary>A whole number in a range.</summary>
    /// <exception cref="AddressException">It is no whole number, or outside.</exception>
    public int Whole(string name, int least, int most, int usual)
    {
        if (Text(name) is not { } text)
            return usual;
        return
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            && value >= least
            && value <= most
            ? value
            : throw Refused(name, text, $"a whole number from {least} to {most}");
    }

    static AddressException Refused(string name, string text, string wanted) =>
        new(
            StatusCodes.Status400BadRequest,
            $"The address says {name}={text}, which is not {wanted}. Correct it, or leave it out."
        );
}
