using System.Globalization;
using System.Text;
using Surefoot.Training.Formats;

namespace Surefoot.Lab.Markup;

/// <summary>A finished piece of HTML or SVG: the only text that goes into a page without being escaped.</summary>
/// <param name="Value">The markup itself.</param>
public readonly record struct MarkupText(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    /// <summary>
    /// Makes any text safe as content and as a quoted attribute, in HTML and in XML alike. Control characters, and
    /// signs that change the direction of writing, become their numbers, such as \u001B; what else XML forbids (halves
    /// of surrogate pairs) becomes U+FFFD. So one odd column name can neither make the document unreadable nor make it
    /// read as something else.
    /// </summary>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        StringBuilder escaped = new(text.Length + 16);
        foreach (Rune rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                <= char.MaxValue when VisibleText.Acts((char)rune.Value) => escaped.Append(
                    CultureInfo.InvariantCulture,
                    $"\\u{rune.Value:X4}"
                ),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}
