using Surefoot.Training.Data;
using Surefoot.Training.Data.Tables;
using static Surefoot.Training.Exchange.Onnx.OnnxAttributes;
using static Surefoot.Training.Exchange.Onnx.TensorProto.Types;

namespace Surefoot.Training.Exchange.Onnx;

/// <summary>
/// Adds the target's past in a window, an input under the target's name: its values at the rows where it is known, none
/// of them missing. What stands for a missing one depends on the others, and a graph does not fill it in.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="target">The target.</param>
/// <param name="past">What is told of its past.</param>
sealed class OnnxPast(OnnxGraph graph, TargetColumn target, TargetPast past)
{
    string input = "";
    bool isShifted;

    bool HoldsNumbers => target.Task == TaskKind.Regression;

    /// <summary>Adds the input.</summary>
    /// <param name="time">How many rows a window has.</param>
    public void AddInput(int time)
    {
        int known = past.Known(time);
        isShifted = known < time;
        input = graph.Input(
            target.Name,
            HoldsNumbers ? Element.Double : Element.String,
            $"The target at the window's rows{(isShifted ? " but the last" : "")}; none may be missing.",
            known
        );
    }

    /// <summary>Adds what it becomes, [n, time, numbers].</summary>
    public IEnumerable<string> Parts()
    {
        if (!HoldsNumbers)
            return
            [
                Shifted(
                    Cast(graph.Node("OneHotEncoder", [input], List("cats_strings", target.Classes), Of("zeros", 1)))
                ),
            ];
        string centred = graph.Node("Sub", [input, graph.Constant("mean", [target.Mean])]);
        string value = Cast(graph.Node("Div", [centred, graph.Constant("deviation", [target.Scale])]));
        string known = Shifted(graph.Node("Unsqueeze", [value, graph.Constant("axes", [-1L], 1)]));
        // Each less the one before it; the first has none before it.
        string before = Behind(known, Part(known, 0, -1));
        string change = graph.Node(
            "Mul",
            [graph.Node("Sub", [known, before]), graph.Constant("change", [(float)(1 / past.Change)])]
        );
        return [known, change];
    }

    string Cast(string value) => graph.Node("Cast", [value], Of("to", (long)Element.Float));

    // At each row the target of the row before; at the first its own.
    string Shifted(string values) => isShifted ? Behind(values, values) : values;

    // The first time step of one behind those of another.
    string Behind(string first, string others) => graph.Node("Concat", [Part(first, 0, 1), others], Of("axis", 1));

    string Part(string values, long start, long end) =>
        graph.Node(
            "Slice",
            [
                values,
                graph.Constant("starts", [start], 1),
                graph.Constant("ends", [end], 1),
                graph.Constant("axes", [1L], 1),
            ]
        );
}
