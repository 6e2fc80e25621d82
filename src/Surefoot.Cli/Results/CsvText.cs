using System.Buffers;

namespace Surefoot.Cli.Results;

/// <summary>Fields of CSV as RFC 4180 writes them.</summary>
static class CsvText
{
    static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>The field, in quotes where it needs them.</summary>
    public static string Field(string text) =>
        text.AsSpan().ContainsAny(Special) ? "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : text;
}
