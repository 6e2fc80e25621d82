using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Charts;

/// <summary>
/// How the n-th line of a chart looks. Lines differ in colour (by the style sheet, light and dark), in dashes and in
/// the shape of their points, so that any one of the three is enough to tell them apart.
/// </summary>
static class SeriesStyle
{
    /// <summary>Colours, dashes and shapes repeat after this many lines.</summary>
    public const int Count = 10;

    static readonly string[] Dashes =
    [
        "none",
        "7 4",
        "2 3",
        "10 3 2 3",
        "5 2",
        "1 4",
        "12 3",
        "7 2 1 2 1 2",
        "4 4",
        "14 3 5 3",
    ];

    /// <summary>The class that carries the colour.</summary>
    public static string Class(int index) => "sf-s" + (index % Count + 1);

    /// <summary>The dash pattern, as SVG writes it.</summary>
    public static string Dash(int index) => Dashes[index % Count];

    /// <summary>The outline of a point around the origin.</summary>
    public static MarkupText Shape(int index) =>
        new(
            (index % Count) switch
            {
                0 => "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z",
                1 => "M-2.8-2.8h5.6v5.6h-5.6z",
                2 => "M0-3.8L3.6 2.6H-3.6z",
                3 => "M0-4L4 0L0 4L-4 0z",
                4 => "M0 3.8L3.6-2.6H-3.6z",
                5 => "M-3.4-1h2.4v-2.4h2v2.4h2.4v2h-2.4v2.4h-2v-2.4h-2.4z",
                6 => "M-3.8-1.2h7.6v2.4h-7.6z",
                7 => "M-1.2-3.8h2.4v7.6h-2.4z",
                8 => "M-3.4-3.4L0-1.6L3.4-3.4L1.6 0L3.4 3.4L0 1.6L-3.4 3.4L-1.6 0z",
                _ => "M-2-3.5h4l2 3.5l-2 3.5h-4l-2-3.5z",
            }
        );
}
