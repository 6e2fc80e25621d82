using Surefoot.Training.Layers;
using static Surefoot.Training.Exchange.Onnx.OnnxAttributes;

namespace Surefoot.Training.Exchange.Onnx;

/// <summary>Adds embeddings to a graph: a negative index is a place that is not used, and gives zeros.</summary>
/// <param name="graph">The graph.</param>
sealed class OnnxEmbeddings(OnnxGraph graph)
{
    /// <summary>A row for each index.</summary>
    public OnnxValue Rows(Embedding<float> layer, OnnxValue x) => new(Masked(layer.Table, x, out _), x.Rank + 1);

    /// <summary>The sum of a bag's rows, divided as the layer has it.</summary>
    public OnnxValue Bag(EmbeddingBag<float> layer, OnnxValue x)
    {
        string sum = graph.Node("ReduceSum", [Masked(layer.Table, x, out string used), Axes(1)], Of("keepdims", 0));
        if (layer.Reduction == BagReduction.Sum)
            return new(sum, 2);
        string count = graph.Node("ReduceSum", [used, Axes(1)], Of("keepdims", 1)),
            divisor = graph.Node("Max", [count, graph.Constant("one", [1f])]);
        if (layer.Reduction == BagReduction.SquareRoot)
            divisor = graph.Node("Sqrt", [divisor]);
        return new(graph.Node("Div", [sum, divisor]), 2);
    }

    string Masked(RowSparseTable<float> table, OnnxValue x, out string used)
    {
        table.Flush();
        string index = x.Whole ? x.Name : graph.Node("Cast", [x.Name], Of("to", (long)TensorProto.Types.Element.Int64));
        string zero = graph.Constant("zero", [0L]);
        used = graph.Node(
            "Cast",
            [graph.Node("GreaterOrEqual", [index, zero])],
            Of("to", (long)TensorProto.Types.Element.Float)
        );
        string weights = graph.Constant(table.Name, table.Weight.Value.ToArray(), table.Rows, table.Width);
        string rows = graph.Node("Gather", [weights, graph.Node("Max", [index, zero])], Of("axis", 0));
        return graph.Node("Mul", [rows, graph.Node("Unsqueeze", [used, Axes(-1)])]);
    }

    string Axes(long axis) => graph.Constant("axes", [axis], 1);
}
