using Surefoot.Rules;
using Surefoot.Training.Comparing;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Probe;
using Surefoot.Training.Tests.Runs;

namespace Surefoot.Training.Tests.Comparing;

public sealed class RateFinderTests
{
    static readonly TrainingData Data = Samples.Images();

    [Theory]
    [MemberData(nameof(ModelCase.Numbers), MemberType = typeof(ModelCase))]
    public void The_network_ends_as_it_began_bit_for_bit(int number)
    {
        ModelDescription model = ModelCase.All[number];
        Network<float> network = Network<float>.Build(model, seed: 3);
        network.Gradients.Fill(0.5f);
        float[] before = All(network);
        IDataset rows = Rows(model);
        RateFinder finder = new(network, new SoftmaxCrossEntropy<float>(), new RmsPropOptions());
        RateSweep sweep = finder.Sweep(
            rows,
            new RateSweepOptions
            {
                Steps = 12,
                BatchSize = 4,
                To = 0.1,
                Threads = 1,
            }
        );
        Assert.Equal(12, sweep.Rates.Count);
        Assert.Equal(before, All(network));
        Assert.All(network.Tables, table => Assert.Null(table.Optimizer));
        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() =>
            finder.Sweep(
                rows,
                new RateSweepOptions
                {
                    Steps = 12,
                    BatchSize = 4,
                    Threads = 1,
                },
                new Stop(source),
                source.Token
            )
        );
        Assert.Equal(before, All(network));
    }

    [Fact]
    public void The_rates_rise_by_one_factor_from_the_first_to_the_last()
    {
        RateSweep sweep = Sweep(
            new RmsPropOptions(),
            new RateSweepOptions
            {
                From = 1e-5,
                To = 1e-3,
                Steps = 21,
            }
        );
        Assert.Equal((1e-5, 1e-3), (sweep.Rates[0], Math.Round(sweep.Rates[^1], 12)));
        Assert.All(
            sweep.Rates.Zip(sweep.Rates.Skip(1)),
            pair => Assert.Equal(Math.Pow(10, 0.1), pair.Second / pair.First, 10)
        );
        Assert.False(sweep.Diverged);
    }

    [Fact]
    public void A_loss_that_runs_away_ends_the_sweep()
    {
        RateSweep sweep = Sweep(new SgdOptions(), new RateSweepOptions { To = 1e6, Steps = 100 });
        Assert.True(sweep.Diverged);
        Assert.InRange(sweep.Rates.Count, 20, 99);
        Assert.All(sweep.Losses, loss => Assert.True(double.IsFinite(loss)));
        Assert.Equal(sweep.Lowest / 4, sweep.Suggestion);
        Assert.Equal(sweep.Smoothed.Min(), sweep.Smoothed[sweep.Rates.ToList().IndexOf(sweep.Lowest)]);
    }

    [Theory]
    [InlineData(new double[] { 2, 2, 1.99, 2.5 }, "never fell clearly")]
    [InlineData(new double[] { 2, 1.5, 1, 0.5 }, "still falling at the last rate")]
    [InlineData(new double[0], "first step already diverged")]
    public void Where_the_curve_says_nothing_no_rate_is_suggested(double[] smoothed, string reason)
    {
        (_, double? rate, string why) = RateSuggestion.Of(
            [.. smoothed.Select((_, i) => Math.Pow(10, i - 4))],
            smoothed
        );
        Assert.Null(rate);
        Assert.Contains(reason, why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_that_cannot_be_made_is_refused()
    {
        foreach (
            RateSweepOptions options in (RateSweepOptions[])
                [
                    new() { From = 0 },
                    new() { From = 2, To = 1 },
                    new() { To = double.PositiveInfinity },
                    new() { Steps = 9 },
                    new() { BatchSize = 0 },
                    new() { Threads = 0 },
                ]
        )
            Assert.Throws<ArgumentException>(() => Sweep(new RmsPropOptions(), options));
    }

    static RateSweep Sweep(OptimizerOptions optimizer, RateSweepOptions options) =>
        new RateFinder(Samples.Mlp(Data), new SoftmaxCrossEntropy<float>(), optimizer).Sweep(Data.Training, options);

    static float[] All(Network<float> network) =>
        [
            .. network.Parameters,
            .. network.State,
            .. network.Gradients,
            .. network.Tables.SelectMany(table => table.Weight.Value.ToArray()),
        ];

    static MatrixDataset Rows(ModelDescription model)
    {
        const int Count = 16;
        float[] x = new float[Count * model.Input.Length];
        ModelCase.Fill<float>(model, x, 0);
        return new MatrixDataset(model.Input, x, ModelCase.Targets(model.Outputs, Count));
    }

    sealed class Stop(CancellationTokenSource source) : IProgress<int>
    {
        public void Report(int value)
        {
            if (value == 5)
                source.Cancel();
        }
    }
}
