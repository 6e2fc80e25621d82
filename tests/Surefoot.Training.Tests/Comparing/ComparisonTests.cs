using Surefoot.Rules;
using Surefoot.Training.Comparing;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Runs;

namespace Surefoot.Training.Tests.Comparing;

public sealed class ComparisonTests
{
    static readonly TrainingData Data = Samples.Images();

    [Fact]
    public void The_same_optimizer_under_two_names_has_the_same_curves_so_all_start_alike_and_see_the_same_batches()
    {
        ComparisonResult result = Compare(
            [new("one", new RmsPropOptions()), new("other", new RmsPropOptions())],
            new ComparisonOptions { Trials = 3, TrialEpochs = 1 }
        );
        Assert.Equal(Curves(result.Optimizers[0]), Curves(result.Optimizers[1]));
        Assert.Equal(result.Optimizers[0].Rate, result.Optimizers[1].Rate);
        Assert.Equal(3, result.Optimizers[0].Trials.Count);
        Assert.Equal([1UL, 2UL, 3UL], result.Optimizers[0].Runs.Select(run => run.Seed));
        Assert.NotEqual(
            result.Optimizers[0].Runs[0].Epochs[0].TrainLoss,
            result.Optimizers[0].Runs[1].Epochs[0].TrainLoss
        );
    }

    [Fact]
    public void No_figure_depends_on_the_threads() =>
        Assert.Equal(
            Curves(
                Compare(
                    [new("rmsprop", new RmsPropOptions())],
                    new ComparisonOptions { Trials = 2 },
                    threads: 1
                ).Optimizers[0]
            ),
            Curves(
                Compare(
                    [new("rmsprop", new RmsPropOptions())],
                    new ComparisonOptions { Trials = 2 },
                    threads: 2
                ).Optimizers[0]
            )
        );

    [Fact]
    public void The_rate_of_the_scored_runs_is_the_one_with_the_lowest_validation_loss()
    {
        ComparedOptimizer found = Compare(
            [new("sgd", new SgdOptions { LearningRate = 1e-4 })],
            new ComparisonOptions { Trials = 4, TrialEpochs = 2 }
        ).Optimizers[0];
        Assert.Equal(found.Trials.MinBy(trial => trial.ValidationLoss).Rate, found.Rate);
        Assert.True(found.Rate > 1e-4);
        ComparedOptimizer own = Compare(
            [new("sgd", new SgdOptions { LearningRate = 1e-4 })],
            new ComparisonOptions { Trials = 1 }
        ).Optimizers[0];
        Assert.Equal((1e-4, 0), (own.Rate, own.Trials.Count));
    }

    [Fact]
    public void Without_a_target_all_reach_the_best_of_the_weakest_and_with_one_they_are_measured_by_it()
    {
        Contender[] both =
        [
            new("good", new RmsPropOptions { LearningRate = 0.01 }),
            new("lame", new SgdOptions { LearningRate = 1e-3 }),
        ];
        ComparisonResult free = Compare(both, new ComparisonOptions { Trials = 1 });
        Assert.Equal(free.Optimizers.Min(one => one.Best.Mean), free.Target);
        Assert.False(free.TargetIsGiven);
        ComparisonResult given = Compare(both, new ComparisonOptions { Trials = 1, Target = 0.9 });
        Assert.Equal((3, 0), (given.Optimizers[0].EpochsTo(0.9).Count, given.Optimizers[1].EpochsTo(0.9).Count));
        Assert.Equal(
            given.Optimizers[0].Runs.Average(run => run.Epochs.First(epoch => epoch.ValidationMeasure >= 0.9).Epoch),
            given.Optimizers[0].EpochsTo(0.9).Mean
        );
    }

    [Fact]
    public void A_run_that_diverges_is_counted_and_stops_no_other()
    {
        ComparisonResult result = Compare(
            [new("wild", new SgdOptions { LearningRate = 1e30 }), new("tame", new RmsPropOptions())],
            new ComparisonOptions { Trials = 1 }
        );
        Assert.Equal((3, 0), (result.Optimizers[0].Diverged, result.Optimizers[1].Diverged));
        Assert.Equal(0, result.Optimizers[0].Final.Count);
        Assert.Equal(result.Optimizers[1].Best.Mean, result.Target);
    }

    [Fact]
    public void Progress_goes_up_to_the_end_and_cancelling_ends_it()
    {
        List<ComparisonProgress> told = [];
        Compare(
            [new("a", new RmsPropOptions()), new("b", new SgdOptions())],
            new ComparisonOptions { Trials = 2, TrialEpochs = 1 },
            told: told.Add
        );
        Assert.Equal(Enumerable.Range(1, 28), told.Select(one => one.Done));
        Assert.All(told, one => Assert.Equal(28, one.InAll));
        Assert.Throws<OperationCanceledException>(() =>
            Compare(
                [new("a", new RmsPropOptions())],
                new ComparisonOptions(),
                cancel: new CancellationToken(canceled: true)
            )
        );
    }

    [Fact]
    public void What_cannot_be_compared_is_refused()
    {
        Assert.Contains(
            "no name twice",
            Assert
                .Throws<ArgumentException>(() =>
                    Compare([new("a", new RmsPropOptions()), new("a", new SgdOptions())], new ComparisonOptions())
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => new ComparisonOptions { Seeds = [1, 1] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ComparisonOptions { Trials = 0 });
    }

    static ComparisonResult Compare(
        IReadOnlyList<Contender> contenders,
        ComparisonOptions options,
        int threads = 1,
        Action<ComparisonProgress>? told = null,
        CancellationToken cancel = default
    ) =>
        new Comparison(
            seed => Samples.Mlp(Data, seed: seed),
            Data,
            options with
            {
                Training = new TrainerOptions
                {
                    Epochs = 4,
                    BatchSize = 16,
                    Threads = threads,
                },
            }
        ).Run(contenders, told is null ? null : new Told(told), cancel);

    static double[][] Curves(ComparedOptimizer optimizer) =>
        [
            .. optimizer.Runs.Select(run =>
                run.Epochs.SelectMany(epoch =>
                        (double[])[epoch.TrainLoss, epoch.ValidationLoss, epoch.ValidationMeasure]
                    )
                    .ToArray()
            ),
        ];

    sealed class Told(Action<ComparisonProgress> told) : IProgress<ComparisonProgress>
    {
        public void Report(ComparisonProgress value) => told(value);
    }
}
