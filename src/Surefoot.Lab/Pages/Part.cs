using System.Globalization;
using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Pages;

/// <summary>
/// A part of a page that a script swaps while the rest stays; it says what state it is in, so that one that has not
/// changed is left alone.
/// </summary>
static class Part
{
    /// <summary>The part.</summary>
    /// <param name="name">What the script calls it.</param>
    /// <param name="html">Its content.</param>
    public static MarkupText Of(string name, MarkupText html)
    {
        // Told apart within one server's life only.
        string state = html.Value.GetHashCode(StringComparison.Ordinal).ToString("x8", CultureInfo.InvariantCulture);
        return new MarkupWriter().Add($"""<div data-part="{name}" data-state="{state}">{html}</div>""").Finish();
    }
}
