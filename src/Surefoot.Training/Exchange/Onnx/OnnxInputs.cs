using Surefoot.Training.Data;
using Surefoot.Training.Data.Images;
using Surefoot.Training.Data.Numpy;
using Surefoot.Training.Data.Sparse;
using Surefoot.Training.Data.Tables;
using Surefoot.Training.Data.Text;
using Surefoot.Training.Tensors;
using static Surefoot.Training.Exchange.Onnx.OnnxAttributes;
using static Surefoot.Training.Exchange.Onnx.TensorProto.Types;

namespace Surefoot.Training.Exchange.Onnx;

/// <summary>
/// Adds the inputs of a graph, as they lie in the data, and what the preprocessing makes of them, with its own
/// arithmetic: in double where it is double.
/// </summary>
/// <param name="graph">The graph.</param>
sealed class OnnxInputs(OnnxGraph graph)
{
    readonly OnnxColumns columns = new(graph);
    readonly OnnxWords words = new(graph);

    /// <summary>Adds what the network reads.</summary>
    /// <param name="data">The preprocessing.</param>
    public OnnxValue Add(Preprocessing data) =>
        data switch
        {
            TablePreprocessing { Columns: [TextColumn text] } => Words(text.Reading, text.Name),
            TablePreprocessing table => new(columns.Add(table.Columns, time: 0), 2),
            WindowPreprocessing { Rows: TablePreprocessing table } windows => new(
                windows.Past is { } past
                    ? columns.Add(table.Columns, data.InputShape[0], new OnnxPast(graph, table.Target, past))
                    : columns.Add(table.Columns, data.InputShape[0]),
                3
            ),
            ImagePreprocessing images => Pixels(images.InputShape, images.Maximum, channelsLast: false),
            NumpyPreprocessing { Means.Length: 0 } images => Pixels(
                images.InputShape,
                byte.MaxValue,
                images.Layout.ChannelsLast
            ),
            NumpyPreprocessing numbers => Numbers(numbers),
            SvmPreprocessing svm => Features(svm),
            TextPreprocessing text => Words(text.Reading, name: null),
            { Vocabulary: > 0 } => new(
                graph.Input(
                    "features",
                    Element.Int64,
                    "The features that a row has, counted from 0; -1 for a place that is not used.",
                    data.InputShape[0]
                ),
                2,
                Whole: true
            ),
            ArrayPreprocessing { Inputs: { } scaling } => Standardized(data.InputShape, scaling),
            _ => new(
                graph.Input("input", Element.Float, "The numbers that the network reads.", data.InputShape.ToArray()),
                data.InputShape.Rank + 1
            ),
        };

    OnnxValue Pixels(Shape shape, int maximum, bool channelsLast)
    {
        string note =
            $"Pixels from 0 to {maximum}, [n, "
            + $"{(channelsLast ? "height, width, channels" : "channels, height, width")}].";
        string pixels = graph.Input(
            "pixels",
            Element.Uint8,
            note,
            channelsLast ? [shape[1], shape[2], shape[0]] : shape.ToArray()
        );
        string numbers = graph.Node("Mul", [Cast(pixels, Element.Float), graph.Constant("scale", [1f / maximum])]);
        return new(channelsLast ? ChannelsSecond(numbers) : numbers, 4);
    }

    OnnxValue Numbers(NumpyPreprocessing data)
    {
        Shape shape = data.InputShape;
        bool channelsLast = data.Layout.ChannelsLast;
        string input = graph.Input(
            "x",
            Element.Double,
            "The numbers as in the array that was trained on.",
            channelsLast ? [shape[1], shape[2], shape[0]] : shape.ToArray()
        );
        int[] sizes = shape.Rank == 1 || channelsLast ? [data.Layout.Groups] : [data.Layout.Groups, 1, 1];
        string centred = graph.Node("Sub", [input, graph.Constant("mean", data.Means.ToArray(), sizes)]);
        string numbers = Cast(
            graph.Node("Div", [centred, graph.Constant("deviation", data.Scales.ToArray(), sizes)]),
            Element.Float
        );
        return new(channelsLast ? ChannelsSecond(numbers) : numbers, shape.Rank + 1);
    }

    // Constant groups are divided by infinity, which makes them the 0 that they count as.
    OnnxValue Standardized(Shape shape, ArrayScaling scaling)
    {
        string input = graph.Input(
            "input",
            Element.Float,
            "The numbers as the program gave them, in their own units.",
            shape.ToArray()
        );
        int[] sizes = shape.Rank == 3 ? [shape[0], 1, 1] : [shape[^1]];
        string centred = graph.Node(
            "Sub",
            [Cast(input, Element.Double), graph.Constant("mean", scaling.Means.ToArray(), sizes)]
        );
        string numbers = Cast(
            graph.Node("Div", [centred, graph.Constant("deviation", scaling.Scales.ToArray(), sizes)]),
            Element.Float
        );
        return new(numbers, shape.Rank + 1);
    }

    // A feature that no training row had is divided by infinity, which makes it the 0 that it counts as.
    OnnxValue Features(SvmPreprocessing data)
    {
        float[] largest = Array.ConvertAll(
            data.Largest.ToArray(),
            value => value == 0 ? float.PositiveInfinity : value
        );
        string input = graph.Input(
            "features",
            Element.Float,
            "All features in order, 0 where a row does not name one.",
            largest.Length
        );
        return new(graph.Node("Div", [input, graph.Constant("largest", largest, largest.Length)]), 2);
    }

    OnnxValue Words(TextReading reading, string? name) => words.Read(reading, words.Input(reading, name, places: 0));

    string ChannelsSecond(string images) => graph.Node("Transpose", [images], List("perm", 0, 3, 1, 2));

    string Cast(string value, Element to) => graph.Node("Cast", [value], Of("to", (long)to));
}
