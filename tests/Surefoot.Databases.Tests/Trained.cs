using System.Runtime.InteropServices;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Databases.Tests;

/// <summary>A small network trained on data, and the bytes of its weights.</summary>
sealed class Trained
{
    internal Trained(TrainingData data, int epochs = 3)
    {
        Data = data;
        var network = Network<float>.Build(
            new ModelDescription("mlp", data.Training.InputShape, data.Preprocessing.Outputs) { Hidden = [16] },
            1
        );
        var optimizer = new Optimizer<float>(new RmsPropOptions { LearningRate = 0.01 }) { Layout = network.Layout };
        new Trainer<float>(
            network,
            TaskLoss.For<float>(data.Preprocessing.Task),
            optimizer,
            new TrainerOptions
            {
                Epochs = epochs,
                BatchSize = 32,
                Threads = 1,
            }
        ).Train(data, []);
        Model = new(network, data.Preprocessing);
    }

    internal TrainingData Data { get; }

    internal SavedModel Model { get; }

    internal byte[] Weights => MemoryMarshal.AsBytes(Model.Network.Parameters).ToArray();

    /// <summary>
    /// Checks that another was trained on the same bits: what was fitted, what was noted, and every byte of the
    /// weights.
    /// </summary>
    internal void AssertSame(Trained other)
    {
        Assert.Equal(Data.Preprocessing.ToJson().ToJsonString(), other.Data.Preprocessing.ToJson().ToJsonString());
        Assert.Equal(Data.Notes.Skip(1).Where(OfValues), other.Data.Notes.Skip(1).Where(OfValues));
        Assert.Equal(Weights, other.Weights);
    }

    // A file may have notes of its own, on row names and separators.
    static bool OfValues(string note) => !note.Contains("row's name", StringComparison.Ordinal);
}
