using Surefoot.Lab.Addresses;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Pages;

/// <summary>
/// Which drawings of a picture a page needs. A page that stands still carries the wide and the narrow one, of which its
/// style sheet shows the one that fits; a page with a script asks for that one alone, again and again.
/// </summary>
/// <param name="Wide">The one for desks.</param>
/// <param name="Narrow">The one for telephones.</param>
readonly record struct Sizes(bool Wide, bool Narrow)
{
    /// <summary>Both.</summary>
    public static Sizes Both => new(Wide: true, Narrow: true);

    /// <summary>What an address asks for.</summary>
    public static Sizes Read(AddressQuery query) =>
        query.Word("size", "both", "wide", "narrow") switch
        {
            "wide" => new(Wide: true, Narrow: false),
            "narrow" => new(Wide: false, Narrow: true),
            _ => Both,
        };

    /// <summary>The drawings, each in the box that the style sheet shows or hides.</summary>
    public MarkupText Draw(Func<ChartSize, MarkupText> draw, ChartSize wide, ChartSize narrow)
    {
        MarkupWriter html = new();
        if (Wide)
            html.Add($"""<div class="sf-wide">{draw(wide)}</div>""");
        if (Narrow)
            html.Add($"""<div class="sf-narrow">{draw(narrow)}</div>""");
        return html.Finish();
    }
}
