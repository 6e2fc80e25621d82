using System.Globalization;
using System.Text.Json.Nodes;
using Surefoot.Cli.Settings;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>What the command chooses for the rows of a table where nothing is said.</summary>
public sealed class TableDefaultsTests
{
    static readonly TrainRequest Nothing = new() { Arguments = [], Optimizer = new RmsPropOptions() };

    static string Write(ScratchFolder folder, int rows = 400)
    {
        folder.Write(
            "rows.csv",
            "x,hour,y\n"
                + string.Concat(
                    Enumerable
                        .Range(0, rows)
                        .Select(i =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{i * 37 % 1001 / 8.0},{i % 4},{Math.Sin(i * 37 % 1001 / 80.0) + (i % 4)}\n"
                            )
                        )
                )
        );
        return Path.Combine(folder.Path, "rows.csv");
    }

    static TrainingData Load(TrainRequest request, string path) => DataLoader.Load(path, DataSettings.From(request));

    [Fact]
    public void A_run_is_long_and_patient_and_shorter_the_more_work_an_epoch_is()
    {
        using ScratchFolder folder = new();
        TrainingData data = Load(Nothing, Write(folder));
        TrainerOptions options = TrainerSettings.From(Nothing, data, weights: 10_000);
        Assert.Equal((300, 25), (options.Epochs, options.Patience));
        // 340 training rows.
        Assert.Equal(100, TrainerSettings.From(Nothing, data, weights: (long)(4e11 / 340 / 100)).Epochs);
        Assert.Equal(10, TrainerSettings.From(Nothing, data, weights: long.MaxValue / 2).Epochs);
        TrainRequest said = Nothing with { Epochs = 7, Patience = 0 };
        options = TrainerSettings.From(said, data, weights: 10_000);
        Assert.Equal((7, 0), (options.Epochs, options.Patience));
    }

    [Fact]
    public void An_early_end_is_told_of_where_there_can_be_one()
    {
        using ScratchFolder folder = new();
        TrainingData data = Load(Nothing, Write(folder));
        TrainerOptions options = TrainerSettings.From(Nothing, data, weights: 10_000);
        Assert.Equal(
            "Chosen for a table of so many rows: at most 300 epochs, an end after 25 epochs in a row without a lower "
                + "validation loss. That is at most 3,300 steps, about 2 seconds on one core.",
            TrainerSettings.Chosen(Nothing, options, data, weights: 10_000)
        );
        options = TrainerSettings.From(Nothing, data, weights: 1_000_000_000);
        Assert.Equal(
            "Chosen for a table of so many rows: at most 10 epochs. That is at most 110 steps, about 5 minutes on one "
                + "core.",
            TrainerSettings.Chosen(Nothing, options, data, weights: 1_000_000_000)
        );
    }

    [Fact]
    public void Runs_of_version_1_windows_and_other_data_are_as_they_were()
    {
        using ScratchFolder folder = new();
        string path = Write(folder);
        TrainRequest before = Nothing with { AsVersion1 = true },
            windows = Nothing with { Window = 4, NoPast = true };
        foreach (TrainRequest request in (TrainRequest[])[before, windows])
        {
            TrainingData data = Load(request, path);
            TrainerOptions options = TrainerSettings.From(request, data, weights: 10_000);
            Assert.DoesNotContain(data.Notes, note => note.Contains("in bins", StringComparison.Ordinal));
            Assert.Equal((40, 8), (options.Epochs, options.Patience));
            Assert.Equal(0, NetworkSettings.From(request, data.Preprocessing).Dropout);
        }
        TrainingData digits = DataLoader.Load(DataLoader.Digits, new());
        Assert.Equal(8, TrainerSettings.From(Nothing, digits, weights: 10_000).Patience);
        Assert.Equal(0.1, NetworkSettings.From(Nothing, Load(Nothing, path).Preprocessing).Dropout);
        Assert.Equal(0, NetworkSettings.From(Nothing with { Dropout = 0 }, Load(Nothing, path).Preprocessing).Dropout);
    }

    [Theory]
    [InlineData(850, 32, 300, 30_209, null, "That is at most 8,100 steps, about 4 seconds on one core.")]
    [InlineData(42_500, 64, 181, 51_969, null, "That is at most 120,365 steps, about 57 seconds on one core.")]
    [InlineData(64, 32, 2, 100, null, "That is at most 4 steps, about a second on one core.")]
    [InlineData(
        42_500,
        64,
        181,
        51_969,
        5,
        "That is at most 120,365 steps in each of 5 folds and then as many at most on all rows, about 6 minutes on one "
            + "core."
    )]
    public void What_a_run_may_take_is_told_before_it_starts(
        int rows,
        int batch,
        int epochs,
        long weights,
        int? folds,
        string expected
    ) =>
        Assert.Equal(
            expected,
            TrainerSettings.Budget(new() { BatchSize = batch, Epochs = epochs }, rows, weights, folds)
        );

    [Fact]
    public void The_command_says_what_it_chose_and_records_it()
    {
        using ScratchFolder folder = new();
        Write(folder);
        string errors = folder.Surefoot("train", "rows.csv", "--patience", "3", "--out", "run").Errors;
        Assert.Contains("note: Numbers of x and hour are read besides by where they lie, in bins.", errors);
        Assert.Contains("note: Chosen for a table of so many rows: at most 300 epochs.", errors);
        JsonNode settings = JsonNode.Parse(File.ReadAllText(folder["run", "run.json"]))!["settings"]!;
        Assert.True((bool)settings["data"]!["binsByData"]!);
        Assert.Null(settings["data"]!["bins"]);
        Assert.Equal(300, (int)settings["trainer"]!["epochs"]!);
        errors = folder
            .Surefoot([
                .. (string[])["train", "rows.csv", "--patience", "3", "--epochs", "4"],
                .. (string[])["--bins", "0", "--out", "plain"],
            ])
            .Errors;
        Assert.DoesNotContain("Chosen for a table", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("in bins", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_ends_with_its_best_epoch_says_that_more_may_do_better()
    {
        using ScratchFolder folder = new();
        Write(folder);
        string told = folder.Surefoot("train", "rows.csv", "--epochs", "2", "--out", "run").Output;
        Assert.Matches(@"diagnosis +still improving\n +The best epoch is the last, 2:", told);
        Assert.Matches(@"to try +--epochs 4  Train longer\.", told);
    }
}
