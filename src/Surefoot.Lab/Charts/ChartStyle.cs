using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Charts;

/// <summary>
/// The style sheet of the charts: every colour is a custom property with a light and a dark value, for a page to
/// override.
/// </summary>
public static class ChartStyle
{
    /// <summary>The rules, to stand in a style element once a page.</summary>
    public static MarkupText Css { get; } = Resource.Read("charts.css");
}
