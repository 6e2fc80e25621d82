using Microsoft.ML.OnnxRuntime;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Exchange.Onnx;
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
sealed record OnnxCase(string Name, SavedModel Model, IDataset Rows, Dictionary<string, OnnxFeed> Feeds)
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
            new() { ["input"] = OnnxFeed.Of("float32", [Examples, .. network.InputShape.ToArray()], inputs) }
        );
    }

    /// <summary>Writes the ONNX file into a folder.</summary>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        OnnxFile.Write(Path.Combine(folder, "model.onnx"), Model);
    }

    /// <summary>Compares what ONNX Runtime makes of the file with our own predictions.</summary>
    public void Compare(string folder)
    {
        using var session = new InferenceSession(Path.Combine(folder, "model.onnx"), options);
        Dictionary<string, OrtValue> inputs = Feeds.ToDictionary(feed => feed.Key, feed => feed.Value.Tensor());
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> found = session.Run(run, inputs, session.OutputNames);
        Dictionary<string, OrtValue> outputs = session.OutputNames.Zip(found).ToDictionary();
        Predictions ours = Model.Predict(Rows);
        int classes = Model.Preprocessing.Classes.Count;
        if (classes == 0)
        {
            double[] numbers = outputs["prediction"].GetTensorDataAsSpan<double>().ToArray();
            Assert.Equal(ours.Count, numbers.Length);
            for (int row = 0; row < ours.Count; row++)
                Assert.Equal(0, (numbers[row] - ours.Value(row)) / Model.Preprocessing.TargetScale, 1e-5);
        }
        else
        {
            string[] names = outputs["prediction"].GetStringTensorAsArray();
            ReadOnlySpan<float> probabilities = outputs["probabilities"].GetTensorDataAsSpan<float>();
            Assert.Equal(ours.Count, names.Length);
            Assert.Equal(ours.Count * classes, probabilities.Length);
            for (int row = 0; row < ours.Count; row++)
            {
                for (int i = 0; i < classes; i++)
                    Assert.Equal(ours.Probability(row, i), probabilities[(row * classes) + i], 1e-5);
                Assert.Equal(ours.ClassName(row), names[row]);
            }
        }
        foreach (OrtValue input in inputs.Values)
            input.Dispose();
    }

    // One thread, and no lines of its own about the machine.
    static readonly SessionOptions options = new()
    {
        IntraOpNumThreads = 1,
        LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
    };
}
