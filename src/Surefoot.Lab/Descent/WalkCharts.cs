using Surefoot.Lab.Charts;

namespace Surefoot.Lab.Descent;

/// <summary>What walks look like over their steps: height, squares and effective rates.</summary>
static class WalkCharts
{
    public static LineChart Height(Surface surface, IReadOnlyList<Walk> walks)
    {
        double least = surface.Minimum is { } minimum ? surface.Height(minimum) : 0;
        return Of(walks, "Height above the minimum", "Height", print => print.Height - least, walk => true, skip: 0);
    }

    public static LineChart Squares(IReadOnlyList<Walk> walks, string name, Func<Spot, double> coordinate) =>
        Of(
            walks,
            $"Mean square of {name}",
            "v",
            print => coordinate(print.Squares),
            walk => walk.Walker.Keeps.Length > 0,
            skip: 1
        );

    public static LineChart EffectiveRate(IReadOnlyList<Walk> walks, string name, Func<Spot, double> coordinate) =>
        Of(walks, $"Effective rate of {name}", "Rate", print => coordinate(print.Rates), walk => true, skip: 1);

    /// <summary>All numbers of all walks.</summary>
    public static DataTable Table(Surface surface, IReadOnlyList<Walk> walks)
    {
        int rows = walks.Count == 0 ? 0 : walks.Max(walk => walk.Prints.Count);
        return new(
            $"{surface.Title}, step by step",
            [
                "Step",
                .. walks.SelectMany(
                    walk => (string[])["x", "y", "height", "square x", "square y", "rate x", "rate y"],
                    (walk, what) => $"{walk.Walker.Title} {what}"
                ),
            ],
            [
                .. Enumerable
                    .Range(0, rows)
                    .Select(step => (string[])[NumberText.Whole(step), .. walks.SelectMany(walk => Texts(walk, step))]),
            ]
        );
    }

    static string[] Texts(Walk walk, int step)
    {
        if (step >= walk.Prints.Count)
            return ["", "", "", "", "", "", ""];
        Footprint print = walk.Prints[step];
        return
        [
            .. (
                (double[])
                    [
                        print.At.X,
                        print.At.Y,
                        print.Height,
                        print.Squares.X,
                        print.Squares.Y,
                        print.Rates.X,
                        print.Rates.Y,
                    ]
            ).Select(value => double.IsNaN(value) ? "" : NumberText.Precise(value)),
        ];
    }

    static LineChart Of(
        IReadOnlyList<Walk> walks,
        string title,
        string axis,
        Func<Footprint, double> value,
        Func<Walk, bool> has,
        int skip
    ) =>
        new()
        {
            Title = title,
            Description = $"{title} by step.",
            X = new Axis("Step") { Whole = true },
            Y = new Axis(axis) { Scale = AxisScale.Logarithmic },
            Series =
            [
                .. walks
                    .Where(has)
                    .Select(walk => new Series(
                        walk.Walker.Title,
                        [.. Enumerable.Range(skip, walk.Prints.Count - skip).Select(step => (double)step)],
                        [.. walk.Prints.Skip(skip).Select(value)]
                    )
                    {
                        Look = walk.Walker.Look,
                    }),
            ],
        };
}
