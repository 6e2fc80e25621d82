using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Benchmarks.Watching;

/// <summary>One run of the labelled set.</summary>
/// <param name="Data">Its data, by name.</param>
/// <param name="Net">Its network.</param>
/// <param name="Optimizer">Its optimizer with the rate.</param>
/// <param name="Epochs">How long it is.</param>
/// <param name="Rows">How many rows it trains on and validates with.</param>
/// <param name="Seed">What everything random is drawn from.</param>
sealed record RunSpec(string Data, NetSpec Net, OptimizerOptions Optimizer, int Epochs, int Rows, ulong Seed)
{
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Data} {Rows} · {Net.Name} · {Optimizer.Name} {Optimizer.LearningRate:G3} · {Epochs} epochs · seed {Seed}"
        );
}

/// <summary>A network of the labelled set.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Build">Makes it.</param>
sealed record NetSpec(string Name, Func<TrainingData, ulong, Network<float>> Build)
{
    /// <summary>Dense layers of one width with an activation, their starting weights times a gain.</summary>
    public static NetSpec Dense(int depth, int width, Activation activation = Activation.Relu, double gain = 1) =>
        new(
            FormattableString.Invariant(
                $"{depth}×{width} {activation.ToString().ToLowerInvariant()}{(gain == 1 ? "" : $" gain {gain:G3}")}"
            ),
            (data, seed) =>
            {
                int inputs = data.Training.InputShape.Length;
                var layers = new List<Layer<float>> { new Flatten<float>() };
                for (int i = 0; i < depth; i++, inputs = width)
                {
                    Initializer? initializer =
                        gain == 1
                            ? null
                            : Initializer.Normal(
                                gain * Math.Sqrt((activation == Activation.Relu ? 2.0 : 1.0) / inputs)
                            );
                    layers.Add(new Dense<float>(inputs, width, activation, initializer, name: $"dense{i + 1}"));
                }
                layers.Add(new Dense<float>(inputs, data.Preprocessing.Outputs, name: $"dense{depth + 1}"));
                return new Network<float>(new Sequential<float>(layers), data.Training.InputShape, seed);
            }
        );

    /// <summary>A recurrent network.</summary>
    public static NetSpec Lstm(int width) =>
        new(
            $"lstm {width}",
            (data, seed) =>
                Network<float>.Build(
                    new ModelDescription("lstm", data.Training.InputShape, data.Preprocessing.Outputs)
                    {
                        Hidden = [width],
                    },
                    seed
                )
        );
}
