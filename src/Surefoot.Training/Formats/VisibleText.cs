using System.Text;

namespace Surefoot.Training.Formats;

/// <summary>
/// Text from files and names as it may be shown: with a sign's number, such as \u001B, in place of each that would act
/// on what shows it instead of being seen. Those are the control characters, the signs that change the direction of
/// writing, and the ends of lines and paragraphs that Unicode has of its own.
/// </summary>
static class VisibleText
{
    /// <summary>The text on one line; a tab stays.</summary>
    internal static string Line(string text)
    {
        text = text.Replace("\r\n", " ", StringComparison.Ordinal).Replace('\n', ' ');
        return text.AsSpan().IndexOfAny(Hidden) is var first && first < 0
            ? text
            : Shown(text, first, keepsLines: false);
    }

    /// <summary>The text with its lines; tabs stay.</summary>
    internal static string Lines(string text) =>
        text.AsSpan().IndexOfAny(Hidden) is var first && first < 0 ? text : Shown(text, first, keepsLines: true);

    /// <summary>Whether a sign acts instead of being seen.</summary>
    internal static bool Acts(char sign) =>
        (char.IsControl(sign) && sign is not ('\t' or '\n'))
        || sign
            is '\u061C'
                or '\u200E'
                or '\u200F'
                or '\u2028'
                or '\u2029'
                or (>= '\u202A' and <= '\u202E')
                or (>= '\u2066' and <= '\u2069')
                or (>= '\uFFF9' and <= '\uFFFB');

    static readonly System.Buffers.SearchValues<char> Hidden = System.Buffers.SearchValues.Create([
        .. Enumerable.Range(0, char.MaxValue + 1).Select(number => (char)number).Where(Acts),
    ]);

    static string Shown(string text, int first, bool keepsLines)
    {
        StringBuilder shown = new(text, 0, first, text.Length + 16);
        for (int i = first; i < text.Length; i++)
        {
            bool endsLine = keepsLines && text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n';
            if (Acts(text[i]) && !endsLine)
                shown.Append($"\\u{(int)text[i]:X4}");
            else
                shown.Append(text[i]);
        }
        return shown.ToString();
    }
}
