using System.Globalization;
using System.Text;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Folds;
using Surefoot.Training.Tests.Data;

namespace Surefoot.Training.Tests.Runs;

/// <summary>Cross-validation in a program, and what is kept of it.</summary>
public sealed class CrossValidationTests : IDisposable
{
    static readonly TrainerOptions Trainer = new()
    {
        Epochs = 12,
        Patience = 4,
        Threads = 1,
    };

    readonly TemporaryFolder folder = new();
    readonly string path;

    public CrossValidationTests() =>
        path = folder.Write(
            "t.csv",
            "x,z,kind\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 120)
                        .Select(i =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{Math.Sin(i * 1.7):0.###},{i * 37 % 101},"
                                    + $"{(Math.Sin(i * 1.7) > 0.1 ? "up" : "down")}\n"
                            )
                        )
                )
        );

    public void Dispose() => folder.Dispose();

    TrainingData Load(DataOptions options) => DataLoader.Load(path, options);

    static FitResult Fit(TrainingData data, TrainerOptions trainer, double rate = 0.01) =>
        Network<float>
            .Build(
                new ModelDescription("mlp", data.Preprocessing.InputShape, data.Preprocessing.Outputs) { Hidden = [8] },
                1
            )
            .Fit(data, trainer, new RmsPropOptions { LearningRate = rate }, observers: []);

    [Fact]
    public void Each_fold_is_measured_and_all_rows_train_for_the_median_of_the_best_epochs()
    {
        CrossValidationResult result = CrossValidation.Run(
            3,
            new(),
            Load,
            Trainer,
            (data, trainer) => Fit(data, trainer)
        );
        FoldsRecord folds = result.Folds;
        Assert.Equal([1, 2, 3], folds.Results.Select(fold => fold.Fold));
        Assert.All(folds.Results, fold => Assert.Equal((80, 40), (fold.TrainingRows, fold.ValidationRows)));
        // By hand: the second fold, and all rows.
        FitResult second = Fit(Load(new() { Folds = 3, Fold = 2 }), Trainer);
        Assert.Equal(second.Run.Validation!.Accuracy, folds.Results[1].Evaluation.Accuracy);
        Assert.Equal(second.Run.BestEpoch, folds.Results[1].BestEpoch);
        int median = folds.Results.Select(fold => fold.BestEpoch).Order().ElementAt(1);
        Assert.Equal((median, median), (folds.Epochs, result.All.Run.Epochs));
        FitResult all = Fit(
            Load(new() { Folds = 3 }),
            Trainer with
            {
                Epochs = median,
                Patience = 0,
                KeepBest = false,
            }
        );
        Assert.Equal(all.Model.Network.Parameters.ToArray(), result.All.Model.Network.Parameters.ToArray());
        Assert.Null(result.All.Run.Validation);

        double[] shares = [.. folds.Results.Select(fold => fold.Evaluation.Accuracy!.Value)];
        double mean = shares.Average();
        FoldMeasure accuracy = folds.Measure!;
        Assert.Equal(("accuracy", 3), (accuracy.Name, accuracy.Folds));
        Assert.Equal(mean, accuracy.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(shares.Sum(share => (share - mean) * (share - mean)) / 2), accuracy.Deviation, 1e-12);
        Assert.Equal(
            ["up", "down"],
            folds.Measures.Where(one => one.Name == "recall").Select(one => one.Class!).Reverse()
        );
        Assert.Equal("commonestClass", Assert.Single(folds.Baselines).Name);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        CrossValidationResult Of(int threads) =>
            CrossValidation.Run(
                2,
                new(),
                Load,
                Trainer with
                {
                    Threads = threads,
                },
                (data, trainer) => Fit(data, trainer)
            );
        CrossValidationResult one = Of(1),
            two = Of(2);
        Assert.Equal(
            one.Folds.Results.Select(fold => fold.Evaluation.Loss),
            two.Folds.Results.Select(fold => fold.Evaluation.Loss)
        );
        Assert.Equal(one.All.Model.Network.Parameters.ToArray(), two.All.Model.Network.Parameters.ToArray());
    }

    [Fact]
    public void The_median_of_two_is_their_mean_rounded_up()
    {
        FoldsRecord Of(params int[] best) =>
            new()
            {
                Folds = best.Length,
                Results =
                [
                    .. best.Select(
                        (epoch, i) => new FoldResult(i + 1, 8, 4, 20, epoch, 1, new() { Rows = 4, Loss = 1 })
                    ),
                ],
            };
        Assert.Equal(7, Of(3, 9, 30, 5).Epochs);
        Assert.Equal(8, Of(30, 9, 6, 1).Epochs);
        Assert.Equal(5, Of(5, 90, 2).Epochs);
        // Weights of no whole epoch are still an epoch.
        Assert.Equal(1, Of(0, 0).Epochs);
    }

    [Fact]
    public void The_record_is_kept_to_the_bit_and_a_wrong_one_is_refused()
    {
        FoldsRecord folds = CrossValidation.Run(2, new(), Load, Trainer, (data, trainer) => Fit(data, trainer)).Folds;
        string json = folds.ToJson().ToJsonString();
        FoldsRecord read = FoldsRecord.Read(folder.Write("folds.json", json));
        Assert.Equal(json, read.ToJson().ToJsonString());
        Assert.True(read.IsComplete);
        foreach (
            (string from, string to, string what) in (ReadOnlySpan<(string, string, string)>)
                [
                    ("\"version\":1", "\"version\":2", "this Surefoot reads up to 1"),
                    ("\"fold\":2", "\"fold\":3", "has fold 3 where fold 2 is expected"),
                    ("\"trainingRows\":60,", "", "trainingRows"),
                ]
        )
        {
            string wrong = folder.Write("wrong.json", json.Replace(from, to, StringComparison.Ordinal));
            Assert.NotEqual(json, File.ReadAllText(wrong));
            Assert.Contains(what, Assert.Throws<ModelFileException>(() => FoldsRecord.Read(wrong)).Message);
        }
    }

    [Fact]
    public void A_fold_that_diverges_ends_it_and_is_named() =>
        Assert.StartsWith(
            "Fold 1 of 3 diverged.",
            Assert
                .Throws<RunException>(() =>
                    CrossValidation.Run(3, new(), Load, Trainer, (data, trainer) => Fit(data, trainer, rate: 1e30))
                )
                .Message
        );
}
