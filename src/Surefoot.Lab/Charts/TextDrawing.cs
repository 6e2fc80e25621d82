using System.Text;

namespace Surefoot.Lab.Charts;

/// <summary>A <see cref="LineChart"/> in letters, for a terminal: one mark a column and line, the first line of the legend on top.</summary>
sealed class TextDrawing
{
    const string Marks = "*ox+#@";

    readonly LineChart chart;
    readonly char[][] rows;
    readonly Projection across, up;
    readonly Ticks yTicks, xTicks;
    readonly int left, columns, height;

    public TextDrawing(LineChart chart, int width, int height)
    {
        (this.chart, this.height) = (chart, Math.Max(height, 3));
        Extent x = LineDrawing.Across(chart), y = LineDrawing.Up(chart);
        yTicks = LineDrawing.Marks(y, chart.Y, Math.Max(2, height / 4));
        left = yTicks.Labels.Length == 0 ? 1 : yTicks.Labels.Max(label => label.Length) + 1;
        columns = Math.Max(8, width - left - 1);
        xTicks = LineDrawing.Marks(x, chart.X, Math.Max(2, columns / 12));
        (across, up) = (new Projection(x, 0, columns - 1), new Projection(y, this.height - 1, 0));
        rows = [.. Enumerable.Range(0, this.height).Select(_ => Enumerable.Repeat(' ', columns).ToArray())];
    }

    public IReadOnlyList<string> Draw()
    {
        foreach (Level level in chart.Levels.Where(level => Extent.Shows(level.Y, up.Extent.Scale)))
            Array.Fill(rows[Row(level.Y)], '-');
        for (int i = chart.Series.Count - 1; i >= 0; i--)
            Draw(chart.Series[i], Marks[(chart.Series[i].Look ?? i) % Marks.Length]);

        List<string> lines = [chart.Title, "  " + string.Join("   ", chart.Series.Select((series, i) => $"{Marks[(series.Look ?? i) % Marks.Length]} {series.Name}"))];
        string[] labels = new string[height];
        for (int i = 0; i < yTicks.Values.Length; i++)
            labels[Row(yTicks.Values[i])] = yTicks.Labels[i];
        for (int row = 0; row < height; row++)
            lines.Add((labels[row] ?? "").PadLeft(left - 1) + (labels[row] is null ? " |" : " +") + new string(rows[row]).TrimEnd());
        lines.Add(new string(' ', left) + "+" + new string('-', columns));
        lines.Add(new string(' ', left + 1) + Labels());
        lines.Add(new string(' ', left + 1) + $"{chart.X.Label}; up: {chart.Y.Label}{(up.Extent.Scale == AxisScale.Logarithmic ? " (logarithmic)" : "")}");
        return lines;
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
                    rows[(int)Math.Round(last.Row + (row - last.Row) * (between - last.Column) / (column - last.Column))][between] = mark;
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
