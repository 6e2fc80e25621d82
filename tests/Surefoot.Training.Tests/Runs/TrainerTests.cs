using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs;

public sealed class TrainerTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void A_network_learns_classes_that_no_line_separates()
    {
        TrainingData data = Samples.Table(scratch, TaskKind.Classification);
        Network<float> network = Samples.Mlp(data);
        RunResult result = Samples.Train(network, data, new TrainerOptions { Epochs = 30, Threads = 1 });
        Assert.Equal(RunOutcome.Completed, result.Outcome);
        Assert.Equal(30, result.Epochs);
        Assert.Equal(30 * 11, result.Steps);
        Assert.Equal(network.Parameters.Length, result.Parameters);
        Assert.InRange(result.Validation!.Accuracy!.Value, 0.9, 1);
        Assert.InRange(result.TestAccuracy!.Value, 0.9, 1);
        Assert.Null(result.TestRmse);
        Assert.Equal(400, result.Confusion!.Cast<int>().Sum());
    }

    [Theory]
    [InlineData(RegressionLoss.MeanSquaredError)]
    [InlineData(RegressionLoss.Huber)]
    public void A_network_learns_a_curve_and_its_error_is_in_the_targets_units(RegressionLoss kind)
    {
        TrainingData data = Samples.Table(scratch, TaskKind.Regression);
        Network<float> network = Samples.Mlp(data);
        var trainer = new Trainer<float>(
            network,
            TaskLoss.For<float>(TaskKind.Regression, kind),
            new Optimizer<float>(new RmsPropOptions { LearningRate = 0.01 }),
            new TrainerOptions { Epochs = 40, Threads = 1 }
        );
        RunResult result = trainer.Train(data, []);

        // The target's standard deviation is about 50·√3 = 87, and that is what predicting its mean would reach.
        Assert.InRange(data.Preprocessing.TargetScale, 70, 110);
        Assert.InRange(result.TestRmse!.Value, 1, 20);
        Assert.Null(result.TestAccuracy);
        Assert.Null(result.Confusion);
    }

    [Fact]
    public void Every_epoch_takes_each_row_once_in_an_order_of_its_own_that_the_seed_decides()
    {
        TrainingData data = Samples.Images(148);
        List<int> Orders(ulong seed, int batch)
        {
            var seen = new List<int>();
            Network<float> network = Samples.Mlp(data);
            Samples.Train(
                network,
                Samples.With(data, new WatchedDataset(data.Training, (_, rows) => seen.AddRange(rows))),
                new TrainerOptions
                {
                    Epochs = 2,
                    BatchSize = batch,
                    Seed = seed,
                    Threads = 1,
                }
            );
            return seen;
        }
        List<int> order = Orders(1, 10);
        Assert.Equal(2 * 103, order.Count);
        Assert.Equal(Enumerable.Range(0, 103), order[..103].Order());
        Assert.Equal(Enumerable.Range(0, 103), order[103..].Order());
        Assert.NotEqual(order[..103], order[103..]);
        Assert.NotEqual(Enumerable.Range(0, 103), order[..103]);
        Assert.Equal(order, Orders(1, 10));
        Assert.Equal(order, Orders(1, 32));
        Assert.NotEqual(order, Orders(2, 10));
    }

    [Fact]
    public void Training_takes_no_batch_longer_than_asked_and_the_last_takes_what_is_left()
    {
        TrainingData data = Samples.Images(148);
        var sizes = new List<int>();
        Network<float> network = Samples.Mlp(data);
        Samples.Train(
            network,
            Samples.With(data, new WatchedDataset(data.Training, (_, rows) => sizes.Add(rows.Length))),
            new TrainerOptions
            {
                Epochs = 1,
                BatchSize = 40,
                Threads = 1,
            }
        );
        Assert.Equal([40, 40, 23], sizes);
        sizes.Clear();
        Samples.Train(
            network,
            Samples.With(data, new WatchedDataset(data.Training, (_, rows) => sizes.Add(rows.Length))),
            new TrainerOptions
            {
                Epochs = 1,
                BatchSize = 1000,
                Threads = 1,
            }
        );
        Assert.Equal([103], sizes);
    }

    [Fact]
    public void Without_learning_the_training_loss_is_the_mean_over_the_rows_and_patience_counts_from_the_first_epoch()
    {
        TrainingData data = Samples.Table(scratch, TaskKind.Classification);
        Network<float> network = Samples.Mlp(data);
        float[] before = network.Parameters.ToArray();
        var observer = new RecordingObserver();
        RunResult result = Samples.Train(
            network,
            data,
            new TrainerOptions
            {
                Epochs = 20,
                BatchSize = 37,
                Patience = 3,
                Threads = 1,
            },
            rate: 0,
            [observer]
        );
        Assert.Equal(RunOutcome.StoppedEarly, result.Outcome);
        Assert.Equal((4, 1), (result.Epochs, result.BestEpoch));
        Assert.Equal([true, false, false, false], observer.Epochs.Select(e => e.IsBest));
        Assert.Equal(before, network.Parameters.ToArray());
        var model = new SavedModel(network, data.Preprocessing);
        Assert.Equal(model.Evaluate(data.Training).Loss, result.TrainLoss, 1e-6);
    }

    [Fact]
    public void The_network_ends_with_the_weights_of_the_lowest_validation_loss()
    {
        // Few rows and many weights: the validation loss falls, then rises.
        TrainingData data = Samples.Table(scratch, TaskKind.Classification, rows: 60);
        Network<float> network = Samples.Mlp(data, hidden: [64, 64]);
        var observer = new RecordingObserver();
        RunResult result = Samples.Train(
            network,
            data,
            new TrainerOptions
            {
                Epochs = 200,
                BatchSize = 8,
                Patience = 10,
                Threads = 1,
            },
            rate: 0.02,
            [observer]
        );
        Assert.Equal(RunOutcome.StoppedEarly, result.Outcome);
        Assert.Equal(result.BestEpoch + 10, result.Epochs);
        EpochDone best = observer.Epochs.MinBy(e => e.ValidationLoss)!;
        Assert.Equal(best.Epoch, result.BestEpoch);
        Assert.Equal(best.ValidationLoss, result.ValidationLoss);
        Assert.Equal(best.TrainLoss, result.TrainLoss);
        Assert.True(observer.Epochs[^1].ValidationLoss > best.ValidationLoss);
        var model = new SavedModel(network, data.Preprocessing);
        Assert.Equal(best.ValidationLoss, model.Evaluate(data.Validation).Loss);
        Assert.Equal(best.ValidationMeasure, model.Evaluate(data.Validation).Accuracy);
    }

    [Fact]
    public void The_last_weights_are_kept_on_request()
    {
        TrainingData data = Samples.Table(scratch, TaskKind.Classification, rows: 60);
        Network<float> network = Samples.Mlp(data, hidden: [64, 64]);
        var observer = new RecordingObserver();
        RunResult result = Samples.Train(
            network,
            data,
            new TrainerOptions
            {
                Epochs = 30,
                BatchSize = 8,
                KeepBest = false,
                Threads = 1,
            },
            rate: 0.02,
            [observer]
        );
        Assert.Equal(30, result.BestEpoch);
        Assert.Equal(observer.Epochs[^1].ValidationLoss, result.ValidationLoss);
        Assert.Contains(observer.Epochs, e => e.ValidationLoss < result.ValidationLoss);
        var model = new SavedModel(network, data.Preprocessing);
        Assert.Equal(result.ValidationLoss, model.Evaluate(data.Validation).Loss);
    }

    [Fact]
    public void A_cancelled_run_finishes_the_step_in_hand()
    {
        TrainingData data = Samples.Images();
        using var cancel = new CancellationTokenSource();
        Network<float> network = Samples.Mlp(data);
        RunResult result = Samples.Train(
            network,
            Samples.With(
                data,
                new WatchedDataset(
                    data.Training,
                    (batch, _) =>
                    {
                        if (batch == 6)
                            cancel.Cancel();
                    }
                )
            ),
            new TrainerOptions
            {
                Epochs = 5,
                BatchSize = 21,
                Threads = 1,
            },
            cancel: cancel.Token
        );
        Assert.Equal(RunOutcome.Interrupted, result.Outcome);
        Assert.Equal((7, 1, 1), (result.Steps, result.Epochs, result.BestEpoch));
        Assert.Null(result.Test);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_run_before_a_weight_is_touched()
    {
        TrainingData data = Samples.Images();
        Network<float> network = Samples.Mlp(data);
        float[] before = network.Parameters.ToArray();
        var poisoned = new WatchedDataset(data.Training, (_, _) => { }) { Poison = float.NaN };
        RunResult result = Samples.Train(network, Samples.With(data, poisoned), new TrainerOptions { Threads = 1 });
        Assert.Equal((RunOutcome.Diverged, 1L), (result.Outcome, result.DivergedAtStep));
        Assert.Contains("step 1, in epoch 1: the loss was NaN", result.Explanation);
        Assert.Contains("No step had been taken, so it is not the learning rate", result.Explanation);
        Assert.Equal(before, network.Parameters.ToArray());
    }

    [Fact]
    public void A_rate_far_too_high_is_found_at_the_end_of_the_epoch_with_advice()
    {
        TrainingData data = Samples.Table(scratch, TaskKind.Regression);
        Network<float> network = Samples.Mlp(data);
        RunResult result = Samples.Train(network, data, new TrainerOptions { Epochs = 10, Threads = 1 }, rate: 100);
        Assert.Equal((RunOutcome.Diverged, 11L, 0), (result.Outcome, result.DivergedAtStep, result.BestEpoch));
        Assert.Contains("times the first batch's", result.Explanation);
        Assert.Contains("such as 0.001; it was 100", result.Explanation);
        Assert.Null(result.Test);
    }

    [Theory]
    [InlineData(1e6)]
    [InlineData(1e30)]
    public void A_rate_that_makes_the_loss_overflow_is_found_at_once(double rate)
    {
        TrainingData data = Samples.Table(scratch, TaskKind.Regression);
        Network<float> network = Samples.Mlp(data);
        RunResult result = Samples.Train(network, data, new TrainerOptions { Threads = 1 }, rate);
        Assert.Equal(RunOutcome.Diverged, result.Outcome);
        Assert.InRange(result.DivergedAtStep!.Value, 2, 11);
        Assert.Contains("Try a lower learning rate, such as 0.001", result.Explanation);
    }

    [Fact]
    public void A_gradient_that_is_no_number_is_named_by_parameter()
    {
        TrainingData data = Samples.Table(scratch, TaskKind.Regression);
        Network<float> network = Samples.Mlp(data);
        var trainer = new Trainer<float>(
            network,
            new SteepLoss(),
            new Optimizer<float>(new RmsPropOptions()),
            new TrainerOptions { Threads = 1 }
        );
        RunResult result = trainer.Train(data, []);
        Assert.Equal((RunOutcome.Diverged, 1L), (result.Outcome, result.DivergedAtStep));
        Assert.Contains("the gradient of dense", result.Explanation);
    }

    [Fact]
    public void Data_that_do_not_fit_the_network_are_refused_with_both_sides()
    {
        TrainingData images = Samples.Images(),
            table = Samples.Table(scratch, TaskKind.Classification);
        Network<float> network = Samples.Mlp(images);
        var error = Assert.Throws<ArgumentException>(() => Samples.Train(network, table, new TrainerOptions()));
        Assert.Contains($"{table.Training.InputShape}", error.Message);
        Assert.Contains("[1, 6, 6]", error.Message);
    }

    [Fact]
    public void Null_is_refused_by_name()
    {
        TrainingData data = Samples.Images();
        Network<float> network = Samples.Mlp(data);
        Loss<float> loss = TaskLoss.For<float>(TaskKind.Classification);
        var optimizer = new Optimizer<float>(new RmsPropOptions());
        var options = new TrainerOptions();
        var trainer = new Trainer<float>(network, loss, optimizer, options);
        Assert.Throws<ArgumentNullException>("network", () => new Trainer<float>(null!, loss, optimizer, options));
        Assert.Throws<ArgumentNullException>("loss", () => new Trainer<float>(network, null!, optimizer, options));
        Assert.Throws<ArgumentNullException>("optimizer", () => new Trainer<float>(network, loss, null!, options));
        Assert.Throws<ArgumentNullException>("options", () => new Trainer<float>(network, loss, optimizer, null!));
        Assert.Throws<ArgumentNullException>("data", () => trainer.Train(null!, []));
        Assert.Throws<ArgumentNullException>("observers", () => trainer.Train(data, null!));
        Assert.Throws<ArgumentNullException>("control", () => trainer.Train(data, [], null!));
    }

    [Fact]
    public void Without_validation_rows_the_last_weights_are_kept_and_a_warning_says_so()
    {
        TrainingData data = Samples.Images();
        var none = new TrainingData
        {
            Training = data.Training,
            Validation = new RowSubset(data.Training, []),
            Preprocessing = data.Preprocessing,
            Source = "",
            Fingerprint = "",
        };
        Network<float> network = Samples.Mlp(data);
        var observer = new RecordingObserver();
        RunResult result = Samples.Train(
            network,
            none,
            new TrainerOptions
            {
                Epochs = 3,
                Patience = 1,
                Threads = 1,
            },
            observers: [observer]
        );
        Assert.Equal((RunOutcome.Completed, 3), (result.Outcome, result.BestEpoch));
        Assert.Contains("no validation rows", Assert.Single(result.Warnings));
        Assert.Null(result.Validation);
        Assert.All(observer.Epochs, e => Assert.True(double.IsNaN(e.ValidationLoss)));
    }

    /// <summary>A loss of a usual size with a slope that is infinite.</summary>
    sealed class SteepLoss : Loss<float>
    {
        public override string Kind => "steep";

        public override Tensor<float> Apply(Tape<float> tape, Tensor<float> output, ReadOnlySpan<float> targets) =>
            PointwiseLossOperation<float, Steep>.Apply(tape, output, targets, default);

        protected override void AddSettings(Config config) { }

        readonly struct Steep : IPointwiseLoss<float>
        {
            public float Value(float x, float target) => 1;

            public float Gradient(float x, float target) => float.PositiveInfinity;
        }
    }
}
