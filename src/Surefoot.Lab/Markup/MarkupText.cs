using System.Text;

namespace Surefoot.Lab.Markup;

/// <summary>A finished piece of HTML or SVG: the only text that goes into a page without being escaped.</summary>
/// <param name="Value">The markup itself.</param>
public readonly record struct MarkupText(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value ?? "";

    /// <summary>
    /// Makes any text safe as content and as a quoted attribute, in HTML and in XML alike. Characters that XML forbids (control
    /// characters, halves of surrogate pairs) become U+FFFD, so that one odd column name cannot make the document unreadable.
    /// </summary>
    public static string Escape(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        StringBuilder escaped = new(text.Length + 16);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                < 0x20 and not ('\t' or '\n' or '\r') or (>= 0x7F and <= 0x9F) or 0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }
}
