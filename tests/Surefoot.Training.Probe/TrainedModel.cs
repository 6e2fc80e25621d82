using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Probe;

/// <summary>A model after three epochs of RMSprop on made-up rows, to the last bit.</summary>
public static class TrainedModel
{
    const int Rows = 101,
        Batch = 16;

    /// <summary>
    /// "kind, tab, the SHA-256 after training with 1, 2 and 3 threads, tab, whether every row is predicted alike alone
    /// and in a batch, tab, the validation loss".
    /// </summary>
    public static string Report(ModelDescription model)
    {
        string[] hashes = new string[3];
        double loss = 0;
        bool alike = false;
        for (int threads = 1; threads <= 3; threads++)
        {
            var network = Network<float>.Build(model, 5);
            loss = Train(network, threads).ValidationLoss;
            hashes[threads - 1] = Hash(network);
            if (threads == 2)
                alike = RowsAlike(network);
        }
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Kind}\t{string.Join('\t', hashes)}\t{alike}\t{loss:R}"
        );
    }

    /// <summary>Trains for three epochs, the last batch of each a short one.</summary>
    public static RunResult Train(Network<float> network, int threads)
    {
        int outputs = network.OutputShape.Length;
        float[] inputs = new float[Rows * network.InputShape.Length];
        ModelCase.Fill(network, inputs.AsSpan(), 0);
        int[] classes = Array.ConvertAll(ModelCase.Targets(outputs, Rows), target => (int)target);
        TrainingData data = ArrayData.Classification(
            network.InputShape,
            inputs,
            classes,
            [.. Enumerable.Range(0, outputs).Select(i => $"class {i}")],
            standardize: false
        );
        // A small rate: what other instructions round otherwise must not grow into another run.
        var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 1e-4 }) { Layout = network.Layout };
        var options = new TrainerOptions
        {
            Epochs = 3,
            BatchSize = Batch,
            Threads = threads,
            KeepBest = false,
        };
        return new Trainer<float>(network, TaskLoss.For<float>(data.Preprocessing.Task), optimizer, options).Train(
            data,
            []
        );
    }

    /// <summary>The SHA-256 of all that is learnt and kept.</summary>
    public static string Hash(Network<float> network)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(network.Parameters));
        hash.AppendData(MemoryMarshal.AsBytes(network.State));
        foreach (var table in network.Tables)
        {
            table.Flush();
            hash.AppendData(MemoryMarshal.AsBytes(table.Weight.Value));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // Alone, in a full batch, and in a short last one.
    static bool RowsAlike(Network<float> network)
    {
        using var pool = new WorkerPool(2);
        using var tape = new Tape<float>(pool) { Recording = false };
        int outputs = network.OutputShape.Length;
        float[] batch = Predict(0, Rows);
        bool alike = batch.AsSpan(96 * outputs).SequenceEqual(Predict(96, 5));
        for (int row = 0; row < Rows; row++)
            alike &= batch.AsSpan(row * outputs, outputs).SequenceEqual(Predict(row, 1));
        return alike;

        float[] Predict(int first, int count)
        {
            tape.Rewind();
            Tensor<float> x = tape.Input(network.InputShape.Batch(count));
            ModelCase.Fill(network, x.Value, first);
            return network.Forward(tape, x).Value.ToArray();
        }
    }
}
