using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Probe;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Sharing;

namespace Surefoot.Training.Tests.Runs.Sharing;

/// <summary>
/// A run of a model with all on that a step can have: momentum, the centered form, clipping by global norm,
/// accumulation, averaged weights, dropout, weights of classes. Each epoch's last batch is a short one.
/// </summary>
static class SharedRun
{
    const int Rows = 101;

    public const int Batch = 16,
        Shards = 8;

    /// <summary>The rows for a model.</summary>
    public static TrainingData Data(ModelDescription model, int rows = Rows)
    {
        float[] inputs = new float[rows * model.Input.Length];
        ModelCase.Fill<float>(model, inputs, 0);
        return ArrayData.Classification(
            model.Input,
            inputs,
            Array.ConvertAll(ModelCase.Targets(model.Outputs, rows), target => (int)target),
            [.. Enumerable.Range(0, model.Outputs).Select(i => $"class {i}")],
            standardize: false
        );
    }

    /// <summary>How it is trained.</summary>
    public static TrainerOptions Options(Network<float> network, IProcessGroup? group, int threads) =>
        new()
        {
            Epochs = 3,
            BatchSize = Batch,
            Threads = threads,
            Shards = Shards,
            Group = group,
            AccumulatedBatches = 2,
            AverageDecay = network.Tables.Count > 0 ? 0 : 0.9,
        };

    /// <summary>A trainer of it.</summary>
    public static Trainer<float> Trainer(Network<float> network, TrainerOptions options)
    {
        var optimizer = new Optimizer<float>(
            new RmsPropOptions
            {
                LearningRate = 1e-3,
                Momentum = 0.9,
                Centered = true,
            }
        )
        {
            Layout = network.Layout,
            Clipping = GradientClipping.ByGlobalNorm(0.5),
        };
        double[] weights = [.. Enumerable.Range(1, network.OutputShape.Length).Select(i => 1.0 / i)];
        return new(network, new SoftmaxCrossEntropy<float>(weights: weights), optimizer, options);
    }

    /// <summary>Trains a model as one of the processes, and hands back all that is learnt.</summary>
    public static string Train(ModelDescription model, IProcessGroup? group, int threads)
    {
        var network = Network<float>.Build(model, 5);
        Trainer(network, Options(network, group, threads)).Train(Data(model), []);
        return TrainedModel.Hash(network);
    }
}
