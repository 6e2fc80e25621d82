using Surefoot.Training.Data;
using Surefoot.Training.Data.Tables;
using static Surefoot.Training.Exchange.Onnx.OnnxAttributes;
using static Surefoot.Training.Exchange.Onnx.TensorProto.Types;

namespace Surefoot.Training.Exchange.Onnx;

/// <summary>
/// Adds the columns of a table, each an input under its own name: numbers in double with NaN for a missing one,
/// categories as text with the empty text for a missing one. ONNX reads no dates, so a date comes as its time of day
/// and its weekday.
/// </summary>
/// <param name="graph">The graph.</param>
sealed class OnnxColumns(OnnxGraph graph)
{
    readonly OnnxWords words = new(graph);
    int[] sizes = [];

    /// <summary>Adds columns.</summary>
    /// <param name="columns">The columns in the order of the network's inputs.</param>
    /// <param name="time">How many rows a window has; 0 where an example is a row.</param>
    /// <param name="past">The target's past in a window; null for none.</param>
    /// <returns>[n, features], or [n, time, features].</returns>
    public string Add(IReadOnlyList<Column> columns, int time, OnnxPast? past = null)
    {
        sizes = time == 0 ? [] : [time];
        // All inputs first, so that none of their names is taken by a node.
        string[][] inputs = [.. columns.Select(Inputs)];
        past?.AddInput(time);
        string[] parts =
        [
            .. columns.Zip(inputs).SelectMany(pair => Parts(pair.First, pair.Second)),
            .. past?.Parts() ?? [],
        ];
        return graph.Node("Concat", parts, Of("axis", -1));
    }

    string[] Inputs(Column column) =>
        column switch
        {
            NumberColumn numbers =>
            [
                Number(
                    column.Name,
                    numbers.Unit is { } unit
                        ? $"A number, without the {unit} that it has in tables; NaN where it is missing."
                        : "A number; NaN where it is missing."
                ),
            ],
            DateColumn date =>
            [
                .. date.Parts.Select(part =>
                    Number($"{column.Name} {Word(part)}", $"{Meaning(part)}; NaN where it is missing.")
                ),
            ],
            TextColumn text => [words.Input(text.Reading, text.Name, text.Reading.Places)],
            _ => [graph.Input(column.Name, Element.String, "A text; the empty text where it is missing.", sizes)],
        };

    static string Word(DatePart part) =>
        part switch
        {
            DatePart.TimeOfDay => "time",
            DatePart.Weekday => "weekday",
            DatePart.Month => "month",
            DatePart.DayOfYear => "day of year",
            DatePart.Year => "year",
            _ => "elapsed",
        };

    static string Meaning(DatePart part) =>
        part switch
        {
            DatePart.TimeOfDay => "The time of day, from 0 at midnight to 1",
            DatePart.Weekday => "The weekday, from 0 for Sunday to 6 for Saturday",
            DatePart.Month => "The month of the year, from 0 for January to 11 for December",
            DatePart.DayOfYear => "The day of the year, from 0 for January 1st",
            DatePart.Year => "The year",
            _ => "The days since 1970-01-01, with the time of day as a part of one",
        };

    string Number(string name, string note) => graph.Input(name, Element.Double, note, sizes);

    IEnumerable<string> Parts(Column column, string[] inputs) =>
        column switch
        {
            NumberColumn number => Standardised(number, inputs[0]),
            DateColumn date =>
            [
                .. Circles(date, inputs),
                .. date.SaysMissing ? [Missing(Last(inputs[0], Element.Float))] : (string[])[],
            ],
            CategoryColumn category =>
            [
                OneHot(inputs[0], category.SaysMissing ? [.. category.Values, ""] : category.Values),
            ],
            TextColumn text => [Numbers(words.Read(text.Reading, inputs[0]))],
            _ => [OneHot(inputs[0], [""])],
        };

    // A bag makes whole numbers of them again; up to 16,777,216 a float holds each.
    string Numbers(OnnxValue value) =>
        value.Whole ? graph.Node("Cast", [value.Name], Of("to", (long)Element.Float)) : value.Name;

    IEnumerable<string> Standardised(NumberColumn column, string input)
    {
        string centred = graph.Node("Sub", [input, graph.Constant("mean", [column.Mean])]);
        string value = Last(graph.Node("Div", [centred, graph.Constant("deviation", [column.Scale])]), Element.Float);
        yield return ZeroWhereMissing(value, value);
        if (column.Bins is { } bins)
            yield return Bins(column, bins, input);
        if (column.SaysMissing)
            yield return Missing(value);
    }

    // How far through each bin the number lies, from 0 to 1; a missing one is the mean.
    string Bins(NumberColumn column, NumberBins bins, string input)
    {
        double[] starts = [.. bins.Edges.SkipLast(1)],
            widths = [.. bins.Edges.Zip(bins.Edges.Skip(1), (start, end) => end - start)];
        string there = graph.Node(
            "Where",
            [graph.Node("IsNaN", [input]), graph.Constant("mean", [column.Mean]), input]
        );
        string into = graph.Node("Sub", [Last(there, Element.Double), graph.Constant("edges", starts, bins.Count)]);
        string through = graph.Node("Div", [into, graph.Constant("widths", widths, bins.Count)]);
        return graph.Node(
            "Cast",
            [graph.Node("Clip", [through, graph.Constant("none", [0.0]), graph.Constant("all", [1.0])])],
            Of("to", (long)Element.Float)
        );
    }

    // A point on the unit circle: the time as a share of the day, the weekday as one of the week, and so on; the year
    // and the days since 1970 as standardised numbers.
    IEnumerable<string> Circles(DateColumn column, string[] inputs)
    {
        foreach ((string input, DatePart part) in inputs.Zip(column.Parts))
        {
            if (part >= DatePart.Year)
            {
                DateScale scale = column.ScaleOf(part);
                string centred = graph.Node("Sub", [input, graph.Constant("mean", [scale.Mean])]),
                    value = Last(
                        graph.Node("Div", [centred, graph.Constant("deviation", [scale.Scale])]),
                        Element.Float
                    );
                yield return ZeroWhereMissing(value, value);
                continue;
            }
            double turn = part switch
            {
                DatePart.TimeOfDay => 2 * Math.PI,
                DatePart.Weekday => 2 * Math.PI / 7,
                DatePart.Month => 2 * Math.PI / 12,
                _ => 2 * Math.PI / 366,
            };
            string angle = Last(graph.Node("Mul", [input, graph.Constant("turn", [turn])]), Element.Float);
            yield return ZeroWhereMissing(graph.Node("Sin", [angle]), angle);
            yield return ZeroWhereMissing(graph.Node("Cos", [angle]), angle);
        }
    }

    string Last(string value, Element type) =>
        graph.Node("Unsqueeze", [graph.Node("Cast", [value], Of("to", (long)type)), graph.Constant("axes", [-1L], 1)]);

    string ZeroWhereMissing(string value, string mayBeMissing) =>
        graph.Node("Where", [graph.Node("IsNaN", [mayBeMissing]), graph.Constant("zero", [0f]), value]);

    string Missing(string mayBeMissing) =>
        graph.Node("Cast", [graph.Node("IsNaN", [mayBeMissing])], Of("to", (long)Element.Float));

    // 1 for a row's own category, and zeros for a text that is none of them.
    string OneHot(string input, IEnumerable<string> categories) =>
        graph.Node("OneHotEncoder", [input], List("cats_strings", categories), Of("zeros", 1));
}
