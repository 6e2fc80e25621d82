using Surefoot.Rules;
using Surefoot.Training.Tensors;

namespace Surefoot.Benchmarks.Watching;

/// <summary>
/// The runs that the thresholds were set on, and the runs that they are scored on: other data, other seeds.
/// </summary>
static class LabelledRuns
{
    /// <summary>The runs to set thresholds on: each with three seeds.</summary>
    public static IEnumerable<RunSpec> Tuning =>
        ((ulong[])[100, 300, 500]).SelectMany(seed =>
            Of(new Data("digits", "blobs", "waves", "noisy-blobs", "parity", "coins", "majority"), seed)
        );

    /// <summary>The runs that are scored.</summary>
    public static IEnumerable<RunSpec> Scored(bool shared) =>
        Of(
            new Data(shared ? "mnist" : "digits", "rings", "friedman", "noisy-rings", "checker", "dice", "first")
            {
                Table = shared ? "occupancy" : null,
            },
            seed: 5000
        );

    static IEnumerable<RunSpec> Of(Data data, ulong seed)
    {
        foreach (RunSpec spec in Grid(data).Concat(Troubles(data)))
            yield return spec with
            {
                Seed = ++seed,
            };
    }

    // Optimizers × rates × data, good runs among them.
    static IEnumerable<RunSpec> Grid(Data data)
    {
        NetSpec net = NetSpec.Dense(2, 48);
        foreach (string name in ((string?[])[data.Images, data.Blobs, data.Numbers, data.Table]).OfType<string>())
        {
            foreach (
                OptimizerOptions optimizer in (OptimizerOptions[])
                    [
                        RmsProp(1e-5),
                        RmsProp(3e-4),
                        RmsProp(1e-3),
                        RmsProp(0.01),
                        RmsProp(0.03),
                        Adam(1e-3),
                        Sgd(1e-4),
                        Sgd(0.05),
                        Momentum(0.01),
                        AdaGrad(3e-4),
                        AdaGrad(0.02),
                    ]
            )
                yield return new(name, net, optimizer, 24, 1800, 0);

            // Other depths and activations, at rates that suit them.
            yield return new(name, NetSpec.Dense(1, 32), Adam(3e-3), 20, 1800, 0);
            yield return new(name, NetSpec.Dense(3, 48), RmsProp(5e-4), 20, 1800, 0);
            yield return new(name, NetSpec.Dense(2, 48, Activation.Tanh), Adam(1e-3), 24, 1800, 0);
            yield return new(name, NetSpec.Dense(1, 64), Sgd(0.1), 24, 1800, 0);
            yield return new(name, NetSpec.Dense(4, 32), Momentum(5e-3), 20, 1800, 0);
        }
    }

    static IEnumerable<RunSpec> Troubles(Data data)
    {
        // Twenty-four layers of the logistic function pass next to nothing back; so do eight to plain descent.
        yield return new(data.Images, NetSpec.Dense(8, 32, Activation.Sigmoid), Sgd(0.1), 16, 1800, 0);
        yield return new(data.Blobs, NetSpec.Dense(7, 32, Activation.Sigmoid), Momentum(0.02), 16, 1800, 0);
        yield return new(data.Numbers, NetSpec.Dense(9, 24, Activation.Sigmoid), Adam(1e-3), 16, 1800, 0);
        yield return new(data.Images, NetSpec.Dense(10, 32, Activation.Sigmoid), RmsProp(1e-3), 16, 1800, 0);

        // Starting weights that are three times too large, through eight layers.
        yield return new(data.Images, NetSpec.Dense(8, 32, Activation.Relu, 3), RmsProp(1e-4), 16, 1800, 0);
        yield return new(data.Blobs, NetSpec.Dense(7, 32, Activation.Relu, 3.5), Adam(1e-4), 16, 1800, 0);
        yield return new(data.Numbers, NetSpec.Dense(8, 32, Activation.Tanh, 5), RmsProp(1e-4), 16, 1800, 0);
        yield return new(data.Blobs, NetSpec.Dense(9, 32, Activation.Relu, 3), RmsProp(3e-5), 16, 1800, 0);
        yield return new(data.Images, NetSpec.Dense(8, 48, Activation.Tanh, 5), Adam(1e-4), 16, 1800, 0);
        yield return new(data.Blobs, NetSpec.Dense(10, 32, Activation.Tanh, 4), RmsProp(1e-4), 16, 1800, 0);

        // So much too large that the first gradients cannot be squared.
        yield return new(data.Numbers, NetSpec.Dense(6, 32, Activation.Relu, 300), RmsProp(1e-3), 4, 1800, 0);
        yield return new(data.Numbers, NetSpec.Dense(8, 32, Activation.Relu, 100), Adam(1e-3), 4, 1800, 0);
        yield return new(data.Numbers, NetSpec.Dense(5, 32, Activation.Relu, 1000), AdaGrad(0.01), 4, 1800, 0);

        // Rates at which the weights circle their goal; tanh, which does not fall silent.
        foreach (string name in (string[])[data.Images, data.Blobs, data.Numbers])
        {
            foreach (
                OptimizerOptions optimizer in (OptimizerOptions[])
                    [RmsProp(3e-3), RmsProp(0.01), RmsProp(0.02), Momentum(0.1)]
            )
                yield return new(name, NetSpec.Dense(2, 48, Activation.Tanh), optimizer, 30, 1800, 0);
        }

        // More weights than rows, and labels of which three in ten are wrong.
        foreach (
            OptimizerOptions optimizer in (OptimizerOptions[])[RmsProp(1e-3), Adam(1e-3), Adam(3e-3), Momentum(0.02)]
        )
            yield return new(data.Noisy, NetSpec.Dense(2, 96), optimizer, 60, 400, 0);

        // Nothing that descent could follow.
        foreach (
            OptimizerOptions optimizer in (OptimizerOptions[])[RmsProp(1e-3), Adam(3e-4), Sgd(0.05), Momentum(0.01)]
        )
            yield return new(data.Parity, NetSpec.Dense(1, 16), optimizer, 20, 3000, 0);

        // Nothing to be found at all: the targets have nothing to do with the inputs.
        foreach (
            OptimizerOptions optimizer in (OptimizerOptions[])[RmsProp(1e-3), Adam(1e-3), Sgd(0.05), Momentum(5e-3)]
        )
            yield return new(data.Chance, NetSpec.Dense(1, 8), optimizer, 20, 3000, 0);

        // The last epochs at a constant rate: rectifiers on images, as people train them.
        foreach (OptimizerOptions optimizer in (OptimizerOptions[])[RmsProp(5e-3), RmsProp(0.01)])
            yield return new(data.Images, NetSpec.Dense(1, 128), optimizer, 30, 1800, 0);

        // Rates at which whole layers fall silent.
        foreach (
            (string name, OptimizerOptions optimizer) in ((string, OptimizerOptions)[])
                [
                    (data.Images, RmsProp(0.2)),
                    (data.Blobs, RmsProp(0.5)),
                    (data.Images, Adam(0.3)),
                    (data.Numbers, RmsProp(0.5)),
                ]
        )
            yield return new(name, NetSpec.Dense(4, 48), optimizer, 16, 1800, 0);

        // Rates at which descent leaves the numbers altogether, or climbs.
        foreach (
            (string name, OptimizerOptions optimizer) in ((string, OptimizerOptions)[])
                [
                    (data.Numbers, Sgd(5)),
                    (data.Numbers, Momentum(1)),
                    (data.Images, Sgd(1e6)),
                    (data.Blobs, Momentum(1e5)),
                    (data.Numbers, Sgd(1e3)),
                    (data.Blobs, Sgd(1e8)),
                ]
        )
            yield return new(name, NetSpec.Dense(2, 48), optimizer, 12, 1800, 0);

        // Sums of squares that have grown before the goal is near.
        foreach (
            (string name, double rate) in ((string, double)[])
                [(data.Images, 1e-3), (data.Blobs, 2e-3), (data.Numbers, 1e-3), (data.Blobs, 1e-3)]
        )
            yield return new(name, NetSpec.Dense(3, 32), AdaGrad(rate), 40, 1800, 0);

        // Sequences.
        foreach (
            OptimizerOptions optimizer in (OptimizerOptions[])[RmsProp(2e-3), Adam(5e-3), RmsProp(0.05), Sgd(1e-4)]
        )
            yield return new(data.Sequence, NetSpec.Lstm(16), optimizer, 24, 1200, 0);
    }

    static RmsPropOptions RmsProp(double rate) => new() { LearningRate = rate };

    static AdamOptions Adam(double rate) => new() { LearningRate = rate };

    static AdaGradOptions AdaGrad(double rate) => new() { LearningRate = rate };

    static SgdOptions Sgd(double rate) => new() { LearningRate = rate };

    static SgdOptions Momentum(double rate) => new() { LearningRate = rate, Momentum = 0.9 };

    sealed record Data(
        string Images,
        string Blobs,
        string Numbers,
        string Noisy,
        string Parity,
        string Chance,
        string Sequence
    )
    {
        public string? Table { get; init; }
    }
}
