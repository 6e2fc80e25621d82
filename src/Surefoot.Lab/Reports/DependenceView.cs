using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Training.Explaining;

namespace Surefoot.Lab.Reports;

/// <summary>Partial dependence as a table and as pictures.</summary>
public static class DependenceView
{
    // Lines beyond these are not told apart, and bars of as many classes fill the page.
    const int MostLines = 8,
        MostPictures = 4;

    /// <summary>What was tried, over how many rows.</summary>
    public static string Sentence(PartialDependence found)
    {
        string rows =
            found.Rows < found.AllRows
                ? $"{NumberText.Whole(found.Rows)} rows, drawn from {NumberText.Whole(found.AllRows)},"
                : $"all {NumberText.Whole(found.Rows)} rows";
        return $"What is predicted on average when {rows} have this value of {found.Title}.";
    }

    /// <summary>A row for each value, a column for each output.</summary>
    public static DataTable Table(PartialDependence found)
    {
        int[] shown = Shown(found, found.Outputs.Count);
        return new(
            $"Partial dependence on {found.Title}",
            [Name(found), .. shown.Select(output => Heading(found, output))],
            [
                .. found.Points.Select(point =>
                    (IReadOnlyList<string>)
                        [point.Label, .. shown.Select(output => Scale(found).Text(point.Means[output]))]
                ),
            ]
        );
    }

    /// <summary>The curve over the numbers that were tried; null where these are not two at least.</summary>
    public static LineChart? Line(PartialDependence found)
    {
        DependencePoint[] points = [.. found.Points.Where(point => point.Number is not null)];
        if (points.Length < 2)
            return null;
        double[] x = [.. points.Select(point => point.Number!.Value)];
        return new()
        {
            Title = $"Partial dependence on {found.Title}",
            Description = Sentence(found),
            X = new Axis(Name(found)),
            Y = Scale(found),
            Series =
            [
                .. Shown(found, MostLines)
                    .Select(output => new Series(
                        Heading(found, output),
                        x,
                        [.. points.Select(point => point.Means[output])]
                    )),
            ],
        };
    }

    /// <summary>The bars of an output: from its mean over the rows as they are.</summary>
    static BarChart Bars(PartialDependence found, int output) =>
        new()
        {
            Title = $"Partial dependence of {found.Outputs[output]} on {found.Title}",
            Description = Sentence(found),
            X = Scale(found) with { Label = $"Mean {Predicted(found, output)}, from that of the rows as they are" },
            Rows = Name(found),
            Base = found.Means[output],
            Bars = [.. found.Points.Select(point => new Bar(point.Label, point.Means[output]))],
        };

    /// <summary>The card of a report.</summary>
    internal static MarkupText Section(PartialDependence found, int number)
    {
        MarkupWriter html = new();
        html.Add(
            $"""
            <section class="card" aria-labelledby="dependence-{number}">
            <h2 id="dependence-{number}">{found.Title}</h2>
            <p class="hint">{Sentence(found)}</p>

            """
        );
        if (Line(found) is { } line)
            html.Add(Figure.Of(line));
        else
            foreach (int output in Shown(found, MostPictures))
                html.Add(Figure.Of(Bars(found, output)));
        return html.Add($"</section>").Finish();
    }

    // Of two classes the second says all; of many those that change most.
    static int[] Shown(PartialDependence found, int most)
    {
        int count = found.Outputs.Count;
        if (count <= 2)
            return [count - 1];
        IEnumerable<int> all = Enumerable.Range(0, count);
        return count <= most ? [.. all] : [.. all.OrderByDescending(output => Span(found, output)).Take(most).Order()];
    }

    static double Span(PartialDependence found, int output) =>
        found.Points.Max(point => point.Means[output]) - found.Points.Min(point => point.Means[output]);

    static string Name(PartialDependence found) => found.Unit is null ? found.Title : $"{found.Title} ({found.Unit})";

    static string Heading(PartialDependence found, int output) => $"mean {Predicted(found, output)}";

    static string Predicted(PartialDependence found, int output) =>
        found.Outputs.Count > 1 ? $"probability of {found.Outputs[output]}" : found.Outputs[output];

    static Axis Scale(PartialDependence found) =>
        found.Outputs.Count > 1
            ? new Axis("Mean probability")
            {
                Percent = true,
                Floor = 0,
                Ceiling = 1,
            }
            : new Axis($"Mean prediction of {found.Outputs[0]}");
}
