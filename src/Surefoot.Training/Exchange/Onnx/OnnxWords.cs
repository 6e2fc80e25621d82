using Surefoot.Training.Data;
using Surefoot.Training.Data.Text;
using static Surefoot.Training.Exchange.Onnx.OnnxAttributes;
using static Surefoot.Training.Exchange.Onnx.TensorProto.Types;

namespace Surefoot.Training.Exchange.Onnx;

/// <summary>
/// Adds what a text becomes. ONNX splits no text as Surefoot does, so a text comes as its words, as their numbers
/// where those are hashed, or as how often each occurs.
/// </summary>
/// <param name="graph">The graph.</param>
sealed class OnnxWords(OnnxGraph graph)
{
    /// <summary>The input for a text.</summary>
    /// <param name="reading">How the text is read.</param>
    /// <param name="name">What the input is called; null for what it holds.</param>
    /// <param name="places">How many words it has; 0 for any number.</param>
    public string Input(TextReading reading, string? name, int places) =>
        (reading.Form, reading.Numbers.Known.Count) switch
        {
            (TextForm.Indices, > 0) => graph.Input(
                name ?? "words",
                Element.String,
                $"The words of a {(name is null ? "line" : "text")}, one a place, split and joined as docs/data.md "
                    + $"says{(reading.Distinct ? ", each once" : "")}; empty texts where there are fewer.",
                places
            ),
            (TextForm.Indices, _) => graph.Input(
                name ?? "words",
                Element.Int64,
                "The number of each word, as the hash gives it"
                    + $"{(reading.Distinct ? ", each once" : "")}; -1 where there is none.",
                reading.Places
            ),
            _ => graph.Input(
                name ?? "counts",
                Element.Float,
                "How often each word occurs, in the order of the words' numbers.",
                reading.Places
            ),
        };

    /// <summary>What the network reads of that input: whole numbers for a bag, else a number a word.</summary>
    public OnnxValue Read(TextReading reading, string input)
    {
        if (reading.Form == TextForm.Indices)
            return new(
                reading.Numbers.Known.Count == 0
                    ? input
                    : graph.Node(
                        "LabelEncoder",
                        [input],
                        List("keys_strings", reading.Numbers.Known),
                        List(
                            "values_int64s",
                            Enumerable.Range(0, reading.Numbers.Known.Count).Select(number => (long)number)
                        ),
                        Of("default_int64", -1)
                    ),
                2,
                Whole: true
            );
        string one = graph.Constant("one", [1f]);
        return new(
            reading.Form == TextForm.Presence
                ? graph.Node("Min", [input, one])
                : graph.Node("Log", [graph.Node("Add", [input, one])]),
            2
        );
    }
}
