using Surefoot.Training.Layers;
using static Surefoot.Training.Exchange.Onnx.OnnxAttributes;
using static Surefoot.Training.Exchange.Onnx.TensorProto.Types;

namespace Surefoot.Training.Exchange.Onnx;

/// <summary>
/// Adds recurrent layers to a graph. ONNX has time outermost, the gates outermost in its weights and in an order of its
/// own, and two biases.
/// </summary>
/// <param name="graph">The graph.</param>
sealed class OnnxRecurrent(OnnxGraph graph)
{
    /// <summary>Adds a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">[n, time, features].</param>
    /// <exception cref="NotSupportedException">The layer is none of this library's.</exception>
    public OnnxValue Add(RecurrentLayer<float> layer, OnnxValue x)
    {
        // Here: input, forget, candidate, output, and reset, update, candidate.
        (string kind, int[] gates) = layer switch
        {
            Lstm<float> => ("LSTM", (int[])[0, 3, 1, 2]),
            Gru<float> => ("GRU", [1, 0, 2]),
            SimpleRnn<float> => ("RNN", [0]),
            _ => throw new NotSupportedException(
                $"{layer.Name} is a layer of the type {layer.GetType().Name}, which is not written to ONNX."
            ),
        };
        int units = layer.StateWeight.Shape[0],
            features = layer.Weight.Shape[0],
            rows = gates.Length * units;
        float[] bias = Gates(layer.Bias.Value, 1, units, gates),
            stateBias = layer is Gru<float> gru ? Gates(gru.StateBias.Value, 1, units, gates) : new float[rows];
        string[] inputs =
        [
            graph.Node("Transpose", [x.Name], List("perm", 1, 0, 2)),
            graph.Constant(layer.Weight.Name, Gates(layer.Weight.Value, features, units, gates), 1, rows, features),
            graph.Constant(layer.StateWeight.Name, Gates(layer.StateWeight.Value, units, units, gates), 1, rows, units),
            graph.Constant(layer.Bias.Name, [.. bias, .. stateBias], 1, 2 * rows),
            layer.Padded ? Lengths(x) : "",
        ];
        AttributeProto[] settings =
            kind == "GRU" ? [Of("hidden_size", units), Of("linear_before_reset", 1)] : [Of("hidden_size", units)];
        string[] states = graph.Node(kind, inputs, 2, settings);
        if (!layer.Sequences)
            return new(graph.Node("Squeeze", [states[1], graph.Constant("axes", [0L], 1)]), 2);
        return new(
            graph.Node(
                "Transpose",
                [graph.Node("Squeeze", [states[0], graph.Constant("axes", [1L], 1)])],
                List("perm", 1, 0, 2)
            ),
            3
        );
    }

    // How many time steps each example has, up to the last in which a feature is not 0: the largest t of those in which
    // one is.
    string Lengths(OnnxValue x)
    {
        string used = graph.Node("ReduceMax", [graph.Node("Abs", [x.Name])], List("axes", 2), Of("keepdims", 0));
        string mask = graph.Node(
            "Cast",
            [graph.Node("Greater", [used, graph.Constant("zero", [0f])])],
            Of("to", (long)Element.Int32)
        );
        string ones = graph.Node(
            "ConstantOfShape",
            [
                graph.Node(
                    "Slice",
                    [graph.Node("Shape", [x.Name]), graph.Constant("starts", [1L], 1), graph.Constant("ends", [2L], 1)]
                ),
            ]
        );
        string time = graph.Node(
            "Cast",
            [
                graph.Node(
                    "CumSum",
                    [graph.Node("Add", [ones, graph.Constant("step", [1f])]), graph.Constant("axis", [0L])]
                ),
            ],
            Of("to", (long)Element.Int32)
        );
        return graph.Node("ReduceMax", [graph.Node("Mul", [mask, time])], List("axes", 1), Of("keepdims", 0));
    }

    // [rows, gates · units] with gates in our order to [gates · units, rows] with gates in ONNX's.
    static float[] Gates(ReadOnlySpan<float> values, int rows, int units, int[] gates)
    {
        var taken = new float[values.Length];
        int width = gates.Length * units,
            to = 0;
        foreach (int gate in gates)
        {
            for (int unit = 0; unit < units; unit++)
            for (int row = 0; row < rows; row++)
                taken[to++] = values[(row * width) + (gate * units) + unit];
        }
        return taken;
    }
}
