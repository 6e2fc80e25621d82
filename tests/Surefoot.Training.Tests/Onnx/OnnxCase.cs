using System.Globalization;
using System.Text.Json.Nodes;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Exchange.Onnx;
using Surefoot.Training.Formats;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Probe;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Tests.Onnx;

/// <summary>A model, rows that it predicts, and the same rows as its ONNX file wants them.</summary>
/// <param name="Name">What the case is called.</param>
/// <param name="Model">The model.</param>
/// <param name="Rows">The rows as the network reads them.</param>
/// <param name="Feeds">The inputs of the ONNX file.</param>
sealed record OnnxCase(string Name, SavedModel Model, IDataset Rows, JsonObject Feeds)
{
    public override string ToString() => Name;

    /// <summary>A network that has taken a few steps, so that no part of it is as it began.</summary>
    public static Network<float> Stirred(Network<float> network)
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool);
        float[] targets = ModelCase.Targets(network.OutputShape.Length, 33);
        for (int step = 0; step < 3; step++)
            ModelCase.Step(
                network,
                tape,
                network.OutputShape.Length > 1 ? new SoftmaxCrossEntropy<float>() : new MeanSquared<float>(),
                step,
                33,
                targets
            );
        return network;
    }

    /// <summary>A case of a network that reads numbers as they are.</summary>
    public static OnnxCase OfNetwork(string name, Network<float> network)
    {
        const int Examples = 5;
        Stirred(network);
        int outputs = network.OutputShape.Length;
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool);
        Tensor<float> x = tape.Input(network.InputShape.Batch(Examples));
        ModelCase.Fill(network, x.Value, 1000);
        float[] inputs = x.Value.ToArray();
        // The second of two halves of an example of a sequence is padding, and one example is nothing else.
        if (name.StartsWith("lstm", StringComparison.Ordinal))
        {
            inputs
                .AsSpan(network.InputShape.Length / 2, network.InputShape.Length - (network.InputShape.Length / 2))
                .Clear();
            inputs.AsSpan(network.InputShape.Length, network.InputShape.Length).Clear();
        }
        var data = ArrayData.Classification(
            network.InputShape,
            inputs,
            [0, 1, 0, 1, 0],
            [.. Enumerable.Range(0, outputs).Select(i => $"class {i}")],
            standardize: false
        );
        return new(
            name,
            new SavedModel(network, data.Preprocessing),
            new MatrixDataset(network.InputShape, inputs, null),
            new() { ["input"] = Feed("float32", [Examples, .. network.InputShape.ToArray()], inputs) }
        );
    }

    /// <summary>An input for the script.</summary>
    public static JsonObject Feed<T>(string type, int[] dims, IEnumerable<T> values) =>
        new()
        {
            ["type"] = type,
            ["dims"] = new JsonArray([.. dims.Select(size => (JsonNode)size)]),
            ["data"] = new JsonArray([
                .. values.Select(value =>
                    value switch
                    {
                        string text => JsonValue.Create(text),
                        double number => double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create("NaN"),
                        float number => (JsonNode)JsonValue.Create(number),
                        _ => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
                    }
                ),
            ]),
        };

    /// <summary>Writes the ONNX file and its inputs into a folder.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        OnnxFile.Write(Path.Combine(folder, "model.onnx"), Model);
        File.WriteAllBytes(Path.Combine(folder, "feeds.json"), JsonFile.Utf8(Feeds));
    }

    /// <summary>Compares what another runtime wrote into that folder with our own predictions.</summary>
    public void Compare(string folder)
    {
        JsonNode outputs = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "outputs.json")))!;
        Predictions ours = Model.Predict(Rows);
        JsonArray predicted = outputs["prediction"]!.AsArray();
        Assert.Equal(ours.Count, predicted.Count);
        int classes = Model.Preprocessing.Classes.Count;
        for (int row = 0; row < ours.Count; row++)
        {
            if (classes == 0)
            {
                Assert.Equal(0, ((double)predicted[row]! - ours.Value(row)) / Model.Preprocessing.TargetScale, 1e-5);
                continue;
            }
            double[] shares =
            [
                .. Enumerable.Range(0, classes).Select(i => (double)outputs["probabilities"]![(row * classes) + i]!),
            ];
            for (int i = 0; i < classes; i++)
                Assert.Equal(ours.Probability(row, i), shares[i], 1e-5);
            Assert.Equal(ours.ClassName(row), (string?)predicted[row]);
        }
    }
}
