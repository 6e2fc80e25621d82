using System.Text;

namespace Surefoot.Lab.Charts;

/// <summary>
/// A <see cref="LineChart"/> in letters, for a terminal: one mark a column and line, the first line of the legend on
/// top; or in dots of braille, the lines told apart by how dense their dots are.
/// </summary>
sealed class TextDrawing
{
    const string Marks = "*ox+#@";

    readonly LineChart chart;
    readonly char[][] rows;
    readonly Projection across,
        up;
    readonly Ticks yTicks,
        xTicks;
    readonly int left,
        columns,
        height;
    readonly DotGrid? dots;

    public TextDrawing(LineChart chart, int width, int height, bool withDots = false)
    {
        (this.chart, this.height) = (chart, Math.Max(height, 3));
        Extent x = LineDrawing.Across(chart),
            y = LineDrawing.Up(chart);
        yTicks = LineDrawing.Marks(y, chart.Y, Math.Max(2, height / 4));
        left = yTicks.Labels.Length == 0 ? 1 : yTicks.Labels.Max(label => label.Length) + 1;
        columns = Math.Max(8, width - left - 1);
        xTicks = LineDrawing.Marks(x, chart.X, Math.Max(2, columns / 12));
        (across, up) = (new Projection(x, 0, columns - 1), new Projection(y, this.height - 1, 0));
        rows = [.. Enumerable.Range(0, this.height).Select(_ => Enumerable.Repeat(' ', columns).ToArray())];
        dots = withDots ? new DotGrid(columns, this.height) : null;
    }

    public IReadOnlyList<string> Draw()
    {
        foreach (Level level in chart.Levels.Where(level => Extent.Shows(level.Y, up.Extent.Scale)))
            Array.Fill(rows[Row(level.Y)], '-');
        for (int i = chart.Series.Count - 1; i >= 0; i--)
        {
            if (dots is null)
                Draw(chart.Series[i], Mark(i));
            else
                Dot(chart.Series[i], Gap(i));
        }

        dots?.CopyTo(rows);

        List<string> lines =
        [
            chart.Title,
            "  "
                + string.Join(
                    "   ",
                    chart.Series.Select(
                        (series, i) => $"{(dots is null ? Mark(i).ToString() : Sample(Gap(i)))} {series.Name}"
                    )
                ),
        ];
        string[] labels = new string[height];
        for (int i = 0; i < yTicks.Values.Length; i++)
            labels[Row(yTicks.Values[i])] = yTicks.Labels[i];
        for (int row = 0; row < height; row++)
            lines.Add(
                (labels[row] ?? "").PadLeft(left - 1)
                    + (labels[row] is null ? " |" : " +")
                    + new string(rows[row]).TrimEnd()
            );
        lines.Add(new string(' ', left) + "+" + new string('-', columns));
        lines.Add(new string(' ', left + 1) + Labels());
        lines.Add(
            new string(' ', left + 1)
                + $"{chart.X.Label}; up: "
                + $"{chart.Y.Label}{(up.Extent.Scale == AxisScale.Logarithmic ? " (logarithmic)" : "")}"
        );
        return lines;
    }

    char Mark(int series) => Marks[(chart.Series[series].Look ?? series) % Marks.Length];

    // Every dot of the first line, every third of the second, and so on.
    int Gap(int series) => (2 * (chart.Series[series].Look ?? series)) + 1;

    static string Sample(int gap)
    {
        const int Letters = 4;
        DotGrid grid = new(Letters, 1);
        for (int column = 0; column < Letters * DotGrid.Across; column += gap)
            grid.Set(column, 1);
        char[][] text =
        [
            [.. Enumerable.Repeat(' ', Letters)],
        ];
        grid.CopyTo(text);
        return new string(text[0]);
    }

    // As Draw, with four times as many rows and twice as many columns.
    void Dot(Series series, int gap)
    {
        Projection wide = across with { End = (columns * DotGrid.Across) - 1 },
            high = up with { Start = (height * DotGrid.Down) - 1 };
        (int Column, double Row)? before = null;
        for (int i = 0; i < series.X.Count; i++)
        {
            if (!Extent.Shows(series.X[i], wide.Extent.Scale) || !Extent.Shows(series.Y[i], high.Extent.Scale))
            {
                before = null;
                continue;
            }

            (int column, double row) = ((int)Math.Round(wide.Place(series.X[i])), high.Place(series.Y[i]));
            (int Column, double Row) start = before ?? (column, row);
            for (int between = start.Column; between <= column; between++)
            {
                if (between % gap == 0)
                    dots!.Set(
                        between,
                        (int)
                            Math.Round(
                                column == start.Column
                                    ? row
                                    : start.Row
                                        + ((row - start.Row) * (between - start.Column) / (column - start.Column))
                            )
                    );
            }

            before = (column, row);
        }
    }

    int Row(double value) => (int)Math.Round(up.Place(value));

    int Column(double value) => (int)Math.Round(across.Place(value));

    // Between two points the line is filled in a mark a column, so that a curve of few points is seen as one.
    void Draw(Series series, char mark)
    {
        (int Column, double Row)? before = null;
        for (int i = 0; i < series.X.Count; i++)
        {
            if (!Extent.Shows(series.X[i], across.Extent.Scale) || !Extent.Shows(series.Y[i], up.Extent.Scale))
            {
                before = null;
                continue;
            }

            (int column, double row) = (Column(series.X[i]), up.Place(series.Y[i]));
            if (before is { } last)
            {
                for (int between = last.Column + 1; between < column; between++)
                    rows[
                        (int)Math.Round(last.Row + (row - last.Row) * (between - last.Column) / (column - last.Column))
                    ][between] = mark;
            }

            rows[(int)Math.Round(row)][column] = mark;
            before = (column, row);
        }
    }

    string Labels()
    {
        StringBuilder line = new();
        for (int i = 0; i < xTicks.Values.Length; i++)
        {
            int start = Math.Max(0, Column(xTicks.Values[i]) - xTicks.Labels[i].Length / 2);
            if (line.Length > 0 && start <= line.Length)
                continue;
            line.Append(' ', start - line.Length).Append(xTicks.Labels[i]);
        }

        return line.ToString();
    }
}
