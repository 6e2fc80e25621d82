using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Training.Data;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Tests.Runs;

/// <summary>What surrounds a step: accumulated batches, averaged weights, rates that change.</summary>
public sealed class StepOptionTests
{
    [Theory]
    [InlineData(32, 8, 4)]
    [InlineData(32, 16, 2)]
    public void Accumulated_small_batches_make_the_step_of_one_large_batch(int large, int small, int count)
    {
        double[] expected = Train(64, new TrainerOptions { BatchSize = large, Epochs = 2 }),
            actual = Train(
                64,
                new TrainerOptions
                {
                    BatchSize = small,
                    AccumulatedBatches = count,
                    Epochs = 2,
                }
            );
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-12);
        Assert.NotEqual(expected, Train(64, new TrainerOptions { BatchSize = small, Epochs = 2 }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1e-3)]
    public void A_short_last_batch_counts_by_its_rows(double? limit)
    {
        // 66 rows in 65 and 1 are the step of the 66 together; clipping shortens the mean of the rows.
        TrainerOptions together = new() { BatchSize = 66, Epochs = 1 },
            parts =
                new()
                {
                    BatchSize = 65,
                    AccumulatedBatches = 2,
                    Epochs = 1,
                };
        SgdOptions descent = new() { LearningRate = 0.1 };
        (double[] expected, double norm) = Ending(together);
        (double[] actual, double said) = Ending(parts);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-13);
        Assert.Equal(norm, said, 1e-12);

        (double[] Weights, double Norm) Ending(TrainerOptions options)
        {
            TrainingData data = Data(66);
            Network<double> network = Build(data);
            var observer = new RecordingObserver();
            var optimizer = new Optimizer<double>(descent)
            {
                Layout = network.Layout,
                Clipping = limit is { } most ? GradientClipping.ByGlobalNorm(most) : null,
            };
            new Trainer<double>(
                network,
                new SoftmaxCrossEntropy<double>(),
                optimizer,
                options with
                {
                    KeepBest = false,
                    Threads = 1,
                }
            ).Train(data, [observer]);
            return (network.Parameters.ToArray(), observer.Epochs[0].GradientNorm);
        }
    }

    [Fact]
    public void The_rate_that_an_epoch_names_is_that_of_its_last_step_and_of_the_interval_there()
    {
        // Four steps; the fifth would be at 0.
        TrainingData data = Data(64);
        Network<double> network = Build(data);
        var observer = new RecordingObserver();
        var optimizer = new Optimizer<double>(new SgdOptions { LearningRate = 1 })
        {
            Layout = network.Layout,
            Schedule = new CosineSchedule(4),
        };
        new Trainer<double>(
            network,
            new SoftmaxCrossEntropy<double>(),
            optimizer,
            new TrainerOptions
            {
                Epochs = 1,
                BatchSize = 16,
                Threads = 1,
            }
        ).Train(data, [observer]);
        Assert.Equal(new CosineSchedule(4).Factor(3), Assert.Single(observer.Epochs).LearningRate, 1e-15);
        Assert.NotEqual(0, observer.Epochs[0].LearningRate);
    }

    [Fact]
    public void The_last_step_of_an_epoch_averages_the_batches_that_are_left()
    {
        // 48 rows by 8 are 6 batches: steps on 4 and on 2. With gradient descent at a rate near 0 the two add up to the
        // steps of 32 and of 16 rows.
        double[] accumulated = Train(
            48,
            new TrainerOptions
            {
                BatchSize = 8,
                AccumulatedBatches = 4,
                Epochs = 1,
            },
            new SgdOptions { LearningRate = 1e-6 }
        );
        double[] start = Train(48, new TrainerOptions { Epochs = 1 }, new SgdOptions { LearningRate = 0 });
        double[] whole = Train(
            48,
            new TrainerOptions { BatchSize = 32, Epochs = 1 },
            new SgdOptions { LearningRate = 1e-6 }
        );
        for (int i = 0; i < start.Length; i++)
            Assert.Equal(whole[i] - start[i], accumulated[i] - start[i], 1e-10);
    }

    [Fact]
    public void The_averaged_weights_are_those_of_the_formula_and_training_goes_on_from_the_others()
    {
        TrainerOptions one =
                new()
                {
                    BatchSize = 64,
                    Epochs = 1,
                    KeepBest = false,
                },
            two = one with { Epochs = 2 };
        double[] first = Train(64, one),
            second = Train(64, two),
            average = Train(64, two with { AverageDecay = 0.9 });
        for (int i = 0; i < first.Length; i++)
            Assert.Equal(first[i] + ((1 - (2.0 / 11)) * (second[i] - first[i])), average[i], 1e-12);
    }

    [Fact]
    public void The_validation_rows_are_looked_at_with_the_averaged_weights()
    {
        TrainingData data = Data(64);
        Network<double> network = Build(data);
        RunResult result = new Trainer<double>(
            network,
            new SoftmaxCrossEntropy<double>(),
            new Optimizer<double>(new RmsPropOptions { LearningRate = 0.01 }),
            new TrainerOptions
            {
                BatchSize = 8,
                Epochs = 3,
                AverageDecay = 0.9,
                Threads = 1,
            }
        ).Train(data, []);
        var still = new Trainer<double>(
            network,
            new SoftmaxCrossEntropy<double>(),
            new Optimizer<double>(new SgdOptions { LearningRate = 0 }),
            new TrainerOptions { Epochs = 1, Threads = 1 }
        );
        Assert.Equal(still.Train(data, []).Validation!.Loss, result.Validation!.Loss, 1e-15);
    }

    [Fact]
    public void A_plateau_lowers_the_rate_and_a_schedule_follows_the_steps()
    {
        // At this rate the loss does not change in any digit that counts.
        Assert.Equal(
            [1e-12, 1e-12, 1e-12, 5e-13, 5e-13, 2.5e-13],
            Rates(
                new()
                {
                    Epochs = 6,
                    BatchSize = 64,
                    Plateau = new PlateauOptions(0.5, 1),
                },
                null
            ),
            Near
        );
        Assert.Equal(
            [1e-12, 1e-12, 5e-13, 5e-13],
            Rates(new() { Epochs = 4, BatchSize = 64 }, new StepSchedule(2, 0.5)),
            Near
        );

        static bool Near(double a, double b) => Math.Abs(a - b) < 1e-20;
    }

    static double[] Rates(TrainerOptions options, Schedule? schedule)
    {
        TrainingData data = Data(64);
        Network<double> network = Build(data);
        var observer = new RecordingObserver();
        new Trainer<double>(
            network,
            new SoftmaxCrossEntropy<double>(),
            new Optimizer<double>(new SgdOptions { LearningRate = 1e-12 }) { Schedule = schedule },
            options with
            {
                Threads = 1,
            }
        ).Train(data, [observer]);
        return [.. observer.Epochs.Select(epoch => epoch.LearningRate)];
    }

    static double[] Train(int rows, TrainerOptions options, OptimizerOptions? optimizer = null)
    {
        TrainingData data = Data(rows);
        Network<double> network = Build(data);
        new Trainer<double>(
            network,
            new SoftmaxCrossEntropy<double>(),
            new Optimizer<double>(optimizer ?? new RmsPropOptions { LearningRate = 0.01 }),
            options with
            {
                KeepBest = false,
                Threads = 1,
            }
        ).Train(data, []);
        return network.Parameters.ToArray();
    }

    static TrainingData Data(int trainingRows) => Samples.Images(trainingRows + 45);

    static Network<double> Build(TrainingData data) =>
        Network<double>.Build(
            new ModelDescription("mlp", data.Training.InputShape, data.Preprocessing.Outputs) { Hidden = [6] },
            1
        );
}
