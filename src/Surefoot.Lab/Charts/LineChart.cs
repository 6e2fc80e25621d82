using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Charts;

/// <summary>
/// Curves over a common axis, drawn as SVG that needs no script and no font of its own. Draws whatever it is given: no
/// points, one point, values that are not finite or that a logarithmic axis cannot show; what is not drawn is said
/// beneath the curves.
/// </summary>
public sealed record LineChart
{
    /// <summary>
    /// What the picture is, in a few words: read aloud by screen readers, and shown above a picture that stands alone.
    /// </summary>
    public required string Title { get; init; }

    /// <summary>What the picture shows, in a sentence for those who cannot see it. Its title by default.</summary>
    public string Description { get; init; } = "";

    /// <summary>The horizontal axis.</summary>
    public required Axis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required Axis Y { get; init; }

    /// <summary>The lines, in the order of the legend.</summary>
    public required IReadOnlyList<Series> Series { get; init; }

    /// <summary>Places on the horizontal axis to notice. None by default.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>Heights on the vertical axis to notice. None by default.</summary>
    public IReadOnlyList<Level> Levels { get; init; } = [];

    /// <summary>Draws the chart for a page whose style sheet holds <see cref="ChartStyle.Css"/>.</summary>
    public MarkupText ToSvg(ChartSize size) => new LineDrawing(this, size, standsAlone: false).Draw();

    /// <summary>Draws the chart with the values along, so that a page can tell those under the pointer.</summary>
    public MarkupText ToPointedSvg(ChartSize size) =>
        new LineDrawing(this, size, standsAlone: false, pointed: true).Draw();

    /// <summary>
    /// Draws the chart as a file of its own, with its title, its style and a background, light or dark as its reader
    /// prefers.
    /// </summary>
    public MarkupText ToStandaloneSvg(ChartSize size) => new LineDrawing(this, size, standsAlone: true).Draw();

    /// <summary>Draws the chart in letters, for a terminal; bands are left out.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Lines between the title and the axis.</param>
    /// <param name="dots">
    /// Whether to draw with the dots of braille, eight a letter, rather than with one mark a letter.
    /// </param>
    public IReadOnlyList<string> ToText(int width, int height, bool dots = false) =>
        new TextDrawing(this, width, height, dots).Draw();

    /// <summary>
    /// The numbers behind the picture: one row for every position, one column for every line, and two behind it for its
    /// band.
    /// </summary>
    public DataTable ToTable()
    {
        double[] positions = [.. Series.SelectMany(series => series.X).Where(double.IsFinite).Distinct().Order()];
        (string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)[] columns =
        [
            .. Series.SelectMany(series =>
                ((string, IReadOnlyList<double>, IReadOnlyList<double>)[])
                    [
                        (series.Name, series.X, series.Y),
                        .. series.Band is { } band
                            ? ((string, IReadOnlyList<double>, IReadOnlyList<double>)[])
                                [
                                    ($"{series.Name}, {band.Name}: from", series.X, band.Low),
                                    ($"{series.Name}, {band.Name}: to", series.X, band.High),
                                ]
                            : [],
                    ]
            ),
        ];
        Dictionary<double, double>[] values =
        [
            .. columns.Select(column =>
            {
                Dictionary<double, double> byPosition = [];
                for (int i = 0; i < column.X.Count; i++)
                    byPosition[column.X[i]] = column.Y[i];
                return byPosition;
            }),
        ];
        return new DataTable(
            Title,
            [X.Label, .. columns.Select(column => column.Name)],
            [
                .. positions.Select(x =>
                    (string[])
                        [
                            X.Text(x),
                            .. values.Select(byPosition => byPosition.TryGetValue(x, out double y) ? Y.Text(y) : ""),
                        ]
                ),
            ]
        );
    }
}
