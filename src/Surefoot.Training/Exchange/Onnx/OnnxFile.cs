using System.Reflection;
using System.Text;
using Google.Protobuf;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;
using static Surefoot.Training.Exchange.Onnx.OnnxAttributes;
using static Surefoot.Training.Exchange.Onnx.TensorProto.Types;

namespace Surefoot.Training.Exchange.Onnx;

/// <summary>
/// Writes models to ONNX (https://onnx.ai), which runtimes of many languages read: the data as they come go in,
/// predictions come out. The form is that of operator set 17 (2022) with the operators for text of ai.onnx.ml 3.
/// </summary>
public static class OnnxFile
{
    const int FormatVersion = 8,
        Operators = 17,
        LearnedOperators = 3;

    // A message of the format has less than 2 GiB; the rest is room for all that is no weight.
    const long MostWeights = (int.MaxValue - (64L << 20)) / sizeof(float);

    /// <summary>Writes a model, whole or not at all. The same model gives the same bytes.</summary>
    /// <param name="path">The file; one of that name is replaced.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="NotSupportedException">
    /// A layer is none of this library's, or the model is larger than the format allows.
    /// </exception>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public static void Write(string path, SavedModel model)
    {
        ModelProto proto = Graph(model);
        AtomicFile.Write(path, proto.WriteTo);
    }

    internal static ModelProto Graph(SavedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Network.ParameterCount > MostWeights)
            throw new NotSupportedException(
                $"The model has {model.Network.ParameterCount} weights; a file of ONNX holds at most {MostWeights}."
            );
        var graph = new OnnxGraph();
        OnnxValue scores = new OnnxLayers(graph).Add(
            model.Network.Root,
            new OnnxInputs(graph).Add(model.Preprocessing)
        );
        AddOutputs(graph, model.Preprocessing, model.Threshold, scores.Name);
        return new ModelProto
        {
            IrVersion = FormatVersion,
            ProducerName = "surefoot",
            ProducerVersion =
                typeof(OnnxFile)
                    .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                    ?.InformationalVersion.Split('+')[0]
                ?? "",
            Graph = graph.Proto,
            OpsetImport =
            {
                new OperatorSetProto { Domain = "", Version = Operators },
                new OperatorSetProto { Domain = "ai.onnx.ml", Version = LearnedOperators },
            },
            MetadataProps =
            {
                new TextProto { Key = "surefoot.target", Value = model.Preprocessing.TargetName },
                new TextProto
                {
                    Key = "surefoot.classes",
                    Value = Encoding.UTF8.GetString(JsonFile.Utf8(JsonFields.Texts(model.Preprocessing.Classes))),
                },
                new TextProto
                {
                    Key = "surefoot.preprocessing",
                    Value = Encoding.UTF8.GetString(JsonFile.Utf8(model.Preprocessing.ToJson())),
                },
            },
        };
    }

    // The class and the probability of each, or the number in the target's own units.
    static void AddOutputs(OnnxGraph graph, Preprocessing data, DecisionThreshold? threshold, string scores)
    {
        if (data.Task == TaskKind.Regression)
        {
            string number = graph.Node(
                "Cast",
                [graph.Node("Squeeze", [scores, graph.Constant("axes", [1L], 1)])],
                Of("to", (long)Element.Double)
            );
            string scaled = graph.Node("Mul", [number, graph.Constant("scale", [data.TargetScale])]);
            graph.Output(
                "prediction",
                graph.Node("Add", [scaled, graph.Constant("mean", [data.TargetMean])]),
                Element.Double
            );
            return;
        }
        string likeliest = threshold is null
            ? graph.Node("ArgMax", [scores], Of("axis", 1), Of("keepdims", 0))
            : Decided(graph, scores, threshold);
        graph.Output(
            "prediction",
            graph.Node("Gather", [graph.Constant("classes", data.Classes), likeliest], Of("axis", 0)),
            Element.String
        );
        graph.Output("probabilities", graph.Node("Softmax", [scores], Of("axis", 1)), Element.Float, data.Outputs);
    }

    // The class of a threshold where the logarithm of its odds reaches that of the threshold's, else the other one.
    static string Decided(OnnxGraph graph, string scores, DecisionThreshold threshold)
    {
        string Score(int index) =>
            graph.Node(
                "Cast",
                [graph.Node("Gather", [scores, graph.Constant("class", [(long)index])], Of("axis", 1))],
                Of("to", (long)Element.Double)
            );
        string lead = graph.Node("Sub", [Score(threshold.ClassIndex), Score(1 - threshold.ClassIndex)]),
            from = graph.Constant("threshold", [Math.Log(threshold.Probability / (1 - threshold.Probability))]);
        return graph.Node(
            "Where",
            [
                graph.Node("GreaterOrEqual", [lead, from]),
                graph.Constant("predicted", [(long)threshold.ClassIndex]),
                graph.Constant("other", [1L - threshold.ClassIndex]),
            ]
        );
    }
}
