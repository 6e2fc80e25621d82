using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tensors;

namespace Surefoot.Benchmarks.Proofs;

/// <summary>
/// Twenty layers of 64 with tanh, and the outputs. Started from N(0, 0.05²) each layer passes on four tenths of what it
/// gets, in both directions: what reaches the first layers is a hundred millionth of what the last ones see.
/// </summary>
internal static class DeepNetwork
{
    const int Layers = 20,
        Width = 64;

    /// <summary>Too small for the depth, which is the point.</summary>
    public static Initializer Small { get; } = Initializer.Normal(0.05);

    /// <summary>Each optimizer's rates; the best by validation loss counts.</summary>
    public static IReadOnlyList<(
        string Name,
        double[] Rates,
        Func<double, OptimizerOptions> Options
    )> Optimizers { get; } =
    [
        ("sgd", [0.01, 0.1, 1, 10], rate => new SgdOptions { LearningRate = rate }),
        ("momentum", [0.001, 0.01, 0.1, 1], rate => new SgdOptions { LearningRate = rate, Momentum = 0.9 }),
        ("adagrad", [0.001, 0.003, 0.01, 0.03], rate => new AdaGradOptions { LearningRate = rate }),
        ("adam", [0.0001, 0.0003, 0.001, 0.003], rate => new AdamOptions { LearningRate = rate }),
        ("rmsprop", [0.0001, 0.0003, 0.001, 0.003], rate => new RmsPropOptions { LearningRate = rate }),
    ];

    /// <summary>Trains one network and returns how it went.</summary>
    public static RunResult Train(
        TrainingData data,
        Initializer initializer,
        OptimizerOptions settings,
        TrainerOptions options
    )
    {
        var layers = new List<Layer<float>> { new Flatten<float>() };
        int inputs = data.Training.InputShape.Length,
            outputs = data.Preprocessing.Outputs;
        for (int i = 1; i <= Layers; i++, inputs = Width)
            layers.Add(new Dense<float>(inputs, Width, Activation.Tanh, initializer, name: $"dense{i}"));
        layers.Add(new Dense<float>(inputs, outputs, initializer: initializer, name: "outputs"));
        var network = new Network<float>(new Sequential<float>(layers), data.Training.InputShape, options.Seed);
        var optimizer = new Optimizer<float>(settings) { Layout = network.Layout };
        return new Trainer<float>(network, new SoftmaxCrossEntropy<float>(), optimizer, options).Train(data, []);
    }
}
