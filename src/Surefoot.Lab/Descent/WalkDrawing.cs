using System.Text;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Descent;

/// <summary>
/// The picture of several walks on one surface: ground by lines of equal height, its colour stronger where it is lower,
/// and on it every path, bold as far as it was walked at the step shown. The places of all steps go along in
/// attributes, so that a page can move through them.
/// </summary>
public sealed class WalkDrawing
{
    const int GridColumns = 84,
        GridRows = 66,
        LevelCount = 14;

    // Beyond this many widths of the picture a place is drawn at the limit; browsers give up on larger numbers.
    const double Farthest = 20;

    readonly Surface surface;
    readonly IReadOnlyList<Walk> walks;
    readonly ChartSize size;
    readonly int at;
    readonly string id;
    readonly Projection across,
        up;
    readonly MarkupWriter svg = new();

    /// <summary>Prepares a picture.</summary>
    /// <param name="surface">The ground.</param>
    /// <param name="walks">The walks.</param>
    /// <param name="at">The step shown.</param>
    /// <param name="size">The picture's size.</param>
    /// <param name="id">A name for the picture's parts, its own among the pictures of a page.</param>
    public WalkDrawing(Surface surface, IReadOnlyList<Walk> walks, int at, ChartSize size, string id = "walks")
    {
        (this.surface, this.walks, this.at, this.size, this.id) = (surface, walks, at, size, id);
        Field field = surface.Field;
        across = new(new(field.Left, field.Right, AxisScale.Linear), 40, size.Width - 10);
        up = new(new(field.Bottom, field.Top, AxisScale.Linear), size.Height - 28, 10);
    }

    /// <summary>Draws it, for a page whose style sheet holds <see cref="ChartStyle.Css"/>.</summary>
    public MarkupText ToSvg()
    {
        string title =
            $"{surface.Title}: {walks.Count switch { 0 => "no walk", 1 => "one walk", var count => $"{count} walks" }}";
        svg.Add(
            $"""<svg xmlns="http://www.w3.org/2000/svg" class="sf-chart sf-walks" role="img" viewBox="0 0 """
                + $"""{size.Width} {size.Height}" aria-label="{title}"><title>{title}</title><desc>{Describe()}"""
                + $"""</desc>"""
        );
        svg.Add(
            $"""<defs><clipPath id="{id}-field">"""
                + $"""<rect x="{across.Start}" y="{up.End}" width="{across.End - across.Start}" """
                + $"""height="{up.Start - up.End}"/></clipPath></defs>"""
        );
        svg.Add($"""<g clip-path="url(#{id}-field)">""");
        DrawGround();
        foreach (Walk walk in walks.Reverse())
            DrawWalk(walk);
        svg.Add($"</g>");
        DrawFrame();
        return svg.Add($"</svg>").Finish();
    }

    string Describe()
    {
        StringBuilder text = new($"{surface.Formula}.");
        foreach (Walk walk in walks)
        {
            Footprint print = walk.Prints[Math.Min(at, walk.Prints.Count - 1)];
            text.Append(
                $" {walk.Walker.Title} stands at {NumberText.Precise(print.At.X)}, "
                    + $"{NumberText.Precise(print.At.Y)} after {Math.Min(at, walk.Prints.Count - 1)} steps, at a "
                    + $"height of {NumberText.Precise(print.Height)}."
            );
        }

        return text.ToString();
    }

    void DrawGround()
    {
        Field seen = surface.Field;
        Spot[] shifts =
        [
            .. Enumerable.Range(0, walks.Count == 0 ? 1 : walks.Max(walk => walk.Prints.Count)).Select(surface.Shift),
        ];
        bool moves = shifts.Any(shift => shift != default);
        double width = seen.Right - seen.Left,
            height = seen.Top - seen.Bottom;
        // Ground that moves is drawn as far out as it can come into view.
        Field drawn = moves
            ? new(seen.Left - width, seen.Right + width, seen.Bottom - height, seen.Top + height)
            : seen;
        Contours contours = new(
            surface.Height,
            drawn,
            moves ? 2 * GridColumns : GridColumns,
            moves ? 2 * GridRows : GridRows
        );
        Spot now = Moved(surface.Shift(at));
        svg.Add($"""<g class="sf-ground" transform="translate({now.X} {now.Y})" """);
        if (moves)
            svg.Add(
                $"""data-x="{Places(shifts, shift => Moved(shift).X)}" """
                    + $"""data-y="{Places(shifts, shift => Moved(shift).Y)}" """
            );
        svg.Add($">");
        foreach (double level in contours.Levels(LevelCount))
        {
            svg.Add($"""<path class="sf-level" d="{Outline(contours.Loops(level))}"/>""");
        }

        if (surface.Minimum is { } minimum)
            svg.Add(
                $"""<path class="sf-minimum" d="M{Across(minimum.X) - 5} {Up(minimum.Y)}h10m-5-5v10">"""
                    + $"""<title>the minimum</title></path>"""
            );
        svg.Add($"</g>");
    }

    void DrawWalk(Walk walk)
    {
        IReadOnlyList<Footprint> prints = walk.Prints;
        int look = walk.Walker.Look,
            step = Math.Min(at, prints.Count - 1);
        svg.Add(
            $"""<g class="sf-walk {SeriesStyle.Class(look)}" data-walk="{walk.Walker.Kind.Name}" """
                + $"""data-x="{Places(prints, print => Across(print.At.X))}" """
                + $"""data-y="{Places(prints, print => Up(print.At.Y))}">"""
        );
        svg.Add(
            $"""<path class="sf-line sf-faint" d="{Line(prints, prints.Count)}"/>"""
                + $"""<path class="sf-line sf-trail" d="{Line(prints, step + 1)}"/>"""
        );
        svg.Add(
            $"""<path class="sf-point sf-here" transform="translate({Across(prints[step].At.X)} """
                + $"""{Up(prints[step].At.Y)}) scale(1.7)" d="{SeriesStyle.Shape(look)}"><title>{walk.Walker.Title}"""
                + $"""</title></path></g>"""
        );
    }

    void DrawFrame()
    {
        Field field = surface.Field;
        Ticks horizontal = Ticks.Linear(field.Left, field.Right, size.Width / 80),
            vertical = Ticks.Linear(field.Bottom, field.Top, size.Height / 60);
        svg.Add(
            $"""<rect class="sf-frame" x="{across.Start}" y="{up.End}" width="{across.End - across.Start}" """
                + $"""height="{up.Start - up.End}"/><g class="sf-muted sf-number" text-anchor="middle">"""
        );
        for (int i = 0; i < horizontal.Values.Length; i++)
            svg.Add(
                $"""<text x="{across.Place(horizontal.Values[i])}" y="{up.Start + 17}">{horizontal.Labels[i]}</text>"""
            );
        svg.Add($"""</g><g class="sf-muted sf-number" text-anchor="end">""");
        for (int i = 0; i < vertical.Values.Length; i++)
            svg.Add(
                $"""<text x="{across.Start - 6}" y="{up.Place(vertical.Values[i]) + 4}">{vertical.Labels[i]}</text>"""
            );
        svg.Add(
            $"""</g><text class="sf-ink sf-halo" text-anchor="end" x="{across.End - 6}" y="{up.Start - 8}">x"""
                + $"""</text><text class="sf-ink sf-halo" x="{across.Start + 8}" y="{up.End + 16}">y</text>"""
        );
    }

    Spot Moved(Spot shift) => new(Across(shift.X) - Across(0), Up(shift.Y) - Up(0));

    // Not Projection.Place, which holds what lies outside at the edge: a path may leave the picture and come back.
    double Across(double value) =>
        Bounded(
            across.Start
                + ((value - across.Extent.Low) / (across.Extent.High - across.Extent.Low) * (across.End - across.Start))
        );

    double Up(double value) =>
        Bounded(up.Start + ((value - up.Extent.Low) / (up.Extent.High - up.Extent.Low) * (up.End - up.Start)));

    double Bounded(double place) => Math.Clamp(place, -Farthest * size.Width, Farthest * size.Width);

    static MarkupText Places<TItem>(IReadOnlyList<TItem> items, Func<TItem, double> place)
    {
        MarkupWriter text = new();
        foreach (TItem item in items)
            text.Add($"{Math.Round(place(item), 1)} ");
        return text.Finish();
    }

    MarkupText Line(IReadOnlyList<Footprint> prints, int count)
    {
        MarkupWriter d = new();
        d.Add($"M");
        for (int i = 0; i < count; i++)
            d.Add($"{Math.Round(Across(prints[i].At.X), 1)} {Math.Round(Up(prints[i].At.Y), 1)} ");
        return d.Finish();
    }

    MarkupText Outline(List<List<Spot>> loops)
    {
        MarkupWriter d = new();
        foreach (List<Spot> loop in loops)
        {
            d.Add($"M");
            foreach (Spot spot in loop)
                d.Add($"{Math.Round(Across(spot.X), 1)} {Math.Round(Up(spot.Y), 1)} ");
            d.Add($"z");
        }

        return d.Finish();
    }
}
