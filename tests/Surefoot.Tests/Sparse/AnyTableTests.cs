using FsCheck;
using FsCheck.Xunit;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Sparse;

namespace Surefoot.Tests.Sparse;

/// <summary>
/// The law over tables, batches and settings drawn at random: flushed, a lazy table is the dense one.
/// </summary>
public class AnyTableTests
{
    [Property(MaxTest = 300)]
    public bool Equals_dense(PositiveInt seed)
    {
        var random = new System.Random(seed.Get);
        int rows = 1 + random.Next(30),
            width = 1 + random.Next(40);
        OptimizerOptions options = Settings(random);
        var dense = new Optimizer<double>(options);
        var sparse = new RowSparseOptimizer<double>(options, rows, width);
        double[] θDense = [.. Enumerable.Range(0, rows * width).Select(_ => random.NextDouble() - 0.5)],
            θSparse = [.. θDense];
        for (int steps = random.Next(80); steps > 0; steps--)
        {
            int[] batch =
            [
                .. Enumerable
                    .Range(0, random.Next(2 * rows))
                    .Where(_ => random.Next(3) == 0)
                    .Select(_ => random.Next(rows)),
            ];
            double[] g = [.. Enumerable.Range(0, batch.Length * width).Select(_ => random.NextDouble() - 0.4)];
            var whole = new double[rows * width];
            for (int i = 0; i < g.Length; i++)
                whole[(batch[i / width] * width) + (i % width)] += g[i];
            dense.Step(θDense, whole);
            sparse.Step(θSparse, batch, g);
            if (random.Next(10) == 0)
                dense.LearningRate = sparse.LearningRate = random.NextDouble() / 100;
            if (random.Next(4) == 0)
                sparse.CatchUp(θSparse, [random.Next(rows), random.Next(rows)]);
            if (random.Next(20) == 0)
                sparse.Flush(θSparse);
        }
        sparse.Flush(θSparse);
        return θDense
            .Zip(θSparse)
            .All(pair => Math.Abs(pair.First - pair.Second) <= 1e-12 * Math.Max(1e-3, Math.Abs(pair.First)));
    }

    static OptimizerOptions Settings(System.Random random)
    {
        double momentum = random.Next(2) == 0 ? 0 : random.NextDouble();
        bool on() => random.Next(2) == 0;
        OptimizerOptions options = random.Next(6) switch
        {
            0 => new SgdOptions { Momentum = momentum, Nesterov = momentum > 0 && on() },
            1 => new AdaGradOptions { RateDecay = random.NextDouble(), InitialSum = random.NextDouble() },
            _ => new RmsPropOptions
            {
                Decay = random.NextDouble(),
                Epsilon = 1e-2,
                EpsilonPlacement = on() ? EpsilonPlacement.Inside : EpsilonPlacement.Outside,
                Centered = on(),
                BiasCorrection = on(),
                Momentum = momentum,
                MomentumForm = on() ? MomentumForm.RateInside : MomentumForm.RateOutside,
                Nesterov = momentum > 0 && on(),
                InitialMeanSquare = random.NextDouble(),
            },
        };
        return options with
        {
            LearningRate = random.NextDouble() / 100,
            WeightDecay = on() ? 0 : random.NextDouble(),
            WeightDecayForm = WeightDecayForm.Decoupled,
            Maximize = on(),
        };
    }
}
