using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Charts;

/// <summary>
/// How often each class was taken for each: a row for what an example is, a column for what it was taken for. The
/// diagonal, where both agree, has one colour and the mistakes another; both grow stronger with the share of the row.
/// </summary>
public sealed record ConfusionChart
{
    const double LetterSize = 12;

    /// <summary>
    /// Up to this many classes the table is a square; beyond, it lists the mistakes, most frequent first.
    /// </summary>
    const int SquareTable = 40;

    readonly int[,] counts;

    /// <summary>Makes a chart.</summary>
    /// <param name="title">What the picture is.</param>
    /// <param name="classes">The names of the classes, in the order of their indices.</param>
    /// <param name="counts">[actual, predicted]: square, as many rows as classes.</param>
    /// <exception cref="ArgumentException">The counts are not square or do not fit the classes.</exception>
    public ConfusionChart(string title, IReadOnlyList<string> classes, int[,] counts)
    {
        if (counts.GetLength(0) != classes.Count || counts.GetLength(1) != classes.Count)
            throw new ArgumentException(
                $"{classes.Count} classes need {classes.Count} × {classes.Count} counts; these are "
                    + $"{counts.GetLength(0)} × {counts.GetLength(1)}.",
                nameof(counts)
            );
        (Title, Classes, this.counts) = (title, classes, counts);
        RowTotals =
        [
            .. Enumerable
                .Range(0, classes.Count)
                .Select(row => Enumerable.Range(0, classes.Count).Sum(column => (long)counts[row, column])),
        ];
        ColumnTotals =
        [
            .. Enumerable
                .Range(0, classes.Count)
                .Select(column => Enumerable.Range(0, classes.Count).Sum(row => (long)counts[row, column])),
        ];
    }

    /// <summary>What the picture is.</summary>
    public string Title { get; }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>How many examples there are of each class.</summary>
    public IReadOnlyList<long> RowTotals { get; }

    /// <summary>How many examples were taken for each class.</summary>
    public IReadOnlyList<long> ColumnTotals { get; }

    /// <summary>How many examples of one class were taken for another, or for itself.</summary>
    public int this[int actual, int predicted] => counts[actual, predicted];

    /// <summary>Of the examples of this class, the share that was found: NaN where there are none.</summary>
    public double Recall(int index) => (double)counts[index, index] / RowTotals[index];

    /// <summary>Of the examples taken for this class, the share that belongs to it: NaN where none was.</summary>
    public double Precision(int index) => (double)counts[index, index] / ColumnTotals[index];

    /// <summary>The picture, for a page whose style sheet holds <see cref="ChartStyle.Css"/>.</summary>
    public MarkupText ToSvg(ChartSize size)
    {
        int classes = Classes.Count;
        double widest = Classes.Count == 0 ? 0 : Classes.Max(name => TextWidth.Of(name, LetterSize));
        double label = Math.Min(widest, size.Width * 0.22) + 8,
            left = 22 + label,
            right = 10;
        double cell = Math.Min((size.Width - left - right) / Math.Max(classes, 1), 44);
        bool upright = widest + 4 <= cell;
        double top = 24 + (upright ? 18 : label),
            height = top + cell * classes + 12;
        MarkupWriter svg = new();
        svg.Add(
            $"""<svg xmlns="http://www.w3.org/2000/svg" class="sf-chart" role="img" viewBox="0 0 {size.Width} """
                + $"""{height}" aria-label="{Title}"><title>{Title}</title>"""
        );
        svg.Add($"<desc>{Describe()}</desc>");
        if (classes == 0)
            return svg.Add($"""<text class="sf-muted" x="{22}" y="{20}">No classes</text></svg>""").Finish();

        double middle = left + cell * classes / 2;
        svg.Add($"""<text class="sf-muted" text-anchor="middle" x="{middle}" y="{14}">Predicted</text>""");
        svg.Add(
            $"""<text class="sf-muted" text-anchor="middle" transform="translate({12} """
                + $"""{top + cell * classes / 2}) rotate(-90)">Actual</text>"""
        );
        DrawNames(svg, cell, left, top, label, upright);
        for (int row = 0; row < classes; row++)
        {
            for (int column = 0; column < classes; column++)
                DrawCell(svg, row, column, left + column * cell, top + row * cell, cell);
        }

        svg.Add(
            $"""<rect class="sf-frame" x="{left}" y="{top}" width="{cell * classes}" height="{cell * classes}"/>"""
        );
        return svg.Add($"</svg>").Finish();
    }

    /// <summary>The numbers behind the picture.</summary>
    public DataTable ToTable() =>
        Classes.Count <= SquareTable
            ? new DataTable(
                Title + ": rows are the actual class, columns the predicted one",
                ["Actual", .. Classes],
                [
                    .. Enumerable
                        .Range(0, Classes.Count)
                        .Select(row =>
                            (string[])
                                [
                                    Classes[row],
                                    .. Enumerable
                                        .Range(0, Classes.Count)
                                        .Select(column => NumberText.Whole(counts[row, column])),
                                ]
                        ),
                ]
            )
            : new DataTable(
                Title + ": the mistakes, most frequent first",
                ["Actual", "Predicted", "Examples"],
                [
                    .. Mistakes()
                        .Select(mistake =>
                            (string[])[Classes[mistake.Row], Classes[mistake.Column], NumberText.Whole(mistake.Count)]
                        ),
                ]
            );

    /// <summary>Recall and precision of every class.</summary>
    public DataTable ToClassTable() =>
        new(
            "Recall and precision by class",
            ["Class", "Examples", "Recall", "Precision"],
            [
                .. Enumerable
                    .Range(0, Classes.Count)
                    .Select(i =>
                        (string[])
                            [
                                Classes[i],
                                NumberText.Whole(RowTotals[i]),
                                RowTotals[i] == 0 ? "no examples" : NumberText.Percent(Recall(i)),
                                ColumnTotals[i] == 0 ? "never predicted" : NumberText.Percent(Precision(i)),
                            ]
                    ),
            ]
        );

    IEnumerable<(int Row, int Column, int Count)> Mistakes() =>
        from row in Enumerable.Range(0, Classes.Count)
        from column in Enumerable.Range(0, Classes.Count)
        where row != column && counts[row, column] > 0
        orderby counts[row, column] descending, row, column
        select (row, column, counts[row, column]);

    string Describe()
    {
        long right = Enumerable.Range(0, Classes.Count).Sum(i => (long)counts[i, i]);
        string text =
            $"{NumberText.Whole(right)} of {NumberText.Whole(RowTotals.Sum())} examples were given their own class.";
        return Mistakes().FirstOrDefault() is { Count: > 0 } most
            ? $"{text} The most frequent mistake: {Classes[most.Row]} taken for {Classes[most.Column]}, "
                + $"{NumberText.Whole(most.Count)} times."
            : text;
    }

    void DrawNames(MarkupWriter svg, double cell, double left, double top, double label, bool upright)
    {
        int stride = (int)Math.Ceiling(14 / cell);
        for (int i = 0; i < Classes.Count; i += stride)
        {
            string name = TextWidth.Fit(Classes[i], LetterSize, label - 8);
            double along = i * cell + cell / 2;
            svg.Add($"""<text class="sf-ink" text-anchor="end" x="{left - 6}" y="{top + along + 4}">{name}</text>""");
            if (upright)
                svg.Add(
                    $"""<text class="sf-ink" text-anchor="middle" x="{left + along}" y="{top - 6}">{name}</text>"""
                );
            else
                svg.Add(
                    $"""<text class="sf-ink" transform="translate({left + along + 4} {top - 6}) """
                        + $"""rotate(-90)">{name}</text>"""
                );
        }
    }

    void DrawCell(MarkupWriter svg, int row, int column, double x, double y, double cell)
    {
        int count = counts[row, column];
        if (count == 0)
            return;
        // The root makes a rare mistake visible beside a common success.
        double strength = 0.08 + 0.92 * Math.Sqrt((double)count / RowTotals[row]);
        string fill = row == column ? "sf-right" : "sf-wrong",
            text = NumberText.Whole(count);
        svg.Add(
            $"""<rect class="sf-cell {fill}" fill-opacity="{strength}" x="{x}" y="{y}" width="{cell}" """
                + $"""height="{cell}"><title>{Classes[row]} taken for {Classes[column]}: {text}</title></rect>"""
        );
        double letters = Math.Min(13, cell * 0.9 / Math.Max(TextWidth.Of(text, 1), 1));
        if (letters >= 6.5)
            svg.Add(
                $"""<text class="sf-number {(strength > 0.6 ? "sf-on" : "sf-ink")}" font-size="{letters}" """
                    + $"""text-anchor="middle" x="{x + cell / 2}" y="{y + cell / 2 + letters * 0.36}" """
                    + $"""pointer-events="none">{text}</text>"""
            );
    }
}
