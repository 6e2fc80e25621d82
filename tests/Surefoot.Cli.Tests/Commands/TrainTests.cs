using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Surefoot.Cli.Tests.Commands;

[Collection(nameof(TrainedDigits))]
public sealed partial class TrainTests(TrainedDigits trained)
{
    [Fact]
    public void A_few_epochs_on_the_digits_reach_96_percent_on_rows_never_seen() =>
        Assert.InRange((double)trained.Json["testAccuracy"]!, 0.96, 1);

    [Fact]
    public void The_last_line_of_stdout_is_one_JSON_object_with_the_promised_fields()
    {
        Assert.Equal(trained.Outcome.LastLine + "\n", trained.Outcome.Output);
        Assert.Equal(
            ("classification", "rmsprop", 4),
            ((string?)trained.Json["task"], (string?)trained.Json["optimizer"], (int)trained.Json["epochs"]!)
        );
        foreach (
            string name in (string[])
                ["trainLoss", "validationLoss", "testAccuracy", "samplesPerSecond", "seconds", "parameters"]
        )
            Assert.InRange((double)trained.Json[name]!, double.Epsilon, double.MaxValue);
        Assert.Equal(trained.Run, Path.GetFullPath(Path.Combine(trained.Folder, (string)trained.Json["run"]!)));
    }

    [Fact]
    public void The_run_folder_holds_record_metrics_model_and_report()
    {
        Assert.Equal(
            ["lock", "metrics.jsonl", "model.safetensors", "report.html", "run.json"],
            Directory.GetFiles(trained.Run).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            4,
            File.ReadAllLines(Path.Combine(trained.Run, "metrics.jsonl"))
                .Count(line => line.StartsWith("{\"epoch\":", StringComparison.Ordinal))
        );
        JsonNode record = JsonNode.Parse(File.ReadAllText(Path.Combine(trained.Run, "run.json")))!;
        Assert.Equal(
            ["train", "--epochs", "4", "--threads", "2", "--out", "runs/shared", "--json"],
            record["arguments"]!.AsArray().Select(word => (string)word!)
        );
        Assert.Equal((double)trained.Json["testAccuracy"]!, (double)record["result"]!["test"]!["accuracy"]!);
        Assert.Contains(
            "Confusion, test rows",
            File.ReadAllText(Path.Combine(trained.Run, "report.html")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Figures_with_intervals_and_the_baseline_stand_in_the_lines_the_JSON_the_record_and_the_report()
    {
        string errors = trained.Outcome.Errors;
        Assert.Matches(
            @"test accuracy +\d\d\.\d\d %  \(95 % interval \d\d\.\d\d–\d\d\.\d\d %; commonest class 1\d\.\d\d %; "
                + @"1,797 rows\)",
            errors
        );
        foreach (string line in (string[])["  log loss", "  macro F1", "  AUC", "  lowest recall"])
            Assert.Contains($"\n{line}", errors, StringComparison.Ordinal);
        JsonNode figures = trained.Json["testFigures"]!,
            record = JsonNode.Parse(File.ReadAllText(Path.Combine(trained.Run, "run.json")))!["result"]!["test"]!;
        Assert.Equal((double)trained.Json["testAccuracy"]!, (double)figures[0]!["value"]!);
        Assert.True(JsonNode.DeepEquals(figures, record["figures"]));
        Assert.True(JsonNode.DeepEquals(trained.Json["testBaselines"], record["baselines"]));
        Assert.Equal(4 + 10, figures.AsArray().Count);
        Assert.Contains(
            "Figures, test rows",
            File.ReadAllText(Path.Combine(trained.Run, "report.html")),
            StringComparison.Ordinal
        );

        JsonNode evaluated = JsonNode.Parse(trained.Surefoot("evaluate", trained.Run, "digits", "--json").LastLine)!;
        Assert.True(JsonNode.DeepEquals(figures, evaluated["figures"]));
        Assert.True(JsonNode.DeepEquals(trained.Json["testBaselines"], evaluated["baselines"]));
    }

    [Fact]
    public void A_rare_class_is_said_and_balanced_weights_find_more_of_it()
    {
        using var folder = new ScratchFolder();
        // One row in twenty is rare, and lies among others that are not.
        File.WriteAllText(
            folder["t.csv"],
            "x,y,kind\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 1000)
                        .Select(i =>
                            $"{(i * 37 % 101) + (i % 20 == 0 ? 60 : 0)},{i * 53 % 89},"
                            + $"{(i % 20 == 0 ? "rare" : "usual")}\n"
                        )
                )
        );
        SurefootProcess.Outcome plain = folder.Surefoot([
                "train",
                "t.csv",
                "--epochs",
                "20",
                "--ignore",
                "y",
                "--out",
                "plain",
                "--json",
            ]),
            balanced = folder.Surefoot([
                "train",
                "t.csv",
                "--epochs",
                "20",
                "--ignore",
                "y",
                "--class-weights",
                "balanced",
                "--out",
                "b",
                "--json",
            ]);
        Assert.Equal((0, 0), (plain.ExitCode, balanced.ExitCode));
        Assert.Matches(
            @"only \d+ \([45]\S* %\) are of the class rare: a high accuracy says little of it",
            plain.Errors
        );
        Assert.Contains("try --class-weights balanced", plain.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("try --class-weights", balanced.Errors, StringComparison.Ordinal);
        Assert.InRange(Recall(balanced), Recall(plain) + 0.1, 1);
        JsonNode loss = JsonNode.Parse(File.ReadAllText(folder["b", "run.json"]))!["settings"]!["loss"]!;
        Assert.Equal(2, loss["settings"]!["weights"]!.AsArray().Count);

        static double Recall(SurefootProcess.Outcome outcome) =>
            (double)
                JsonNode.Parse(outcome.LastLine)!["validationFigures"]!
                    .AsArray()
                    .Single(figure => (string?)figure!["class"] == "rare")!["value"]!;
    }

    [Fact]
    public void Weights_of_classes_are_refused_where_there_are_none()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(
            folder["n.csv"],
            "x,y\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},{i * 1.5}\n"))
        );
        Assert.Contains(
            "--class-weights is for classes, and y holds numbers",
            folder.Surefoot("train", "n.csv", "--class-weights", "balanced").Refusal()
        );
    }

    [Fact]
    public void Numbers_and_windows_are_compared_with_the_mean_and_with_the_last_value()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(
            folder["walk.csv"],
            "x,y\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 120)
                        .Select(i => $"{i * 7 % 5},{10 + Math.Round(9 * Math.Sin(i / 9.0), 3):0.###}\n")
                )
        );
        SurefootProcess.Outcome outcome = folder.Surefoot([
            "train",
            "walk.csv",
            "--target",
            "y",
            "--window",
            "3",
            "--ahead",
            "1",
            "--no-past",
            "--epochs",
            "1",
            "--out",
            "r",
        ]);
        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(
            @"validation RMSE +[\d.]+  \(95 % interval [\d.]+–[\d.]+; last value [\d.]+; "
                + @"training mean [\d.]+; \d+ rows",
            outcome.Output
        );
        // One epoch learns nothing that the value of the row before does not say better.
        Assert.Matches("  beware +no better than saying the last value that is known", outcome.Output);
        foreach (string line in (string[])["  MAE", "  R²"])
            Assert.Contains($"\n{line}", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_reads_along_each_epoch_is_one_plain_line_on_stderr()
    {
        string[] lines = trained.Outcome.Errors.TrimEnd().Split('\n');
        Assert.Equal(4, lines.Count(line => EpochLine().IsMatch(line)));
        Assert.DoesNotContain('\e', trained.Outcome.Errors);
        Assert.DoesNotContain('\r', trained.Outcome.Errors);
    }

    [Fact]
    public void The_command_to_try_next_works_as_it_is_printed()
    {
        string next = trained
            .Outcome.Errors.Split('\n')
            .Single(line => line.StartsWith("next", StringComparison.Ordinal));
        Assert.Equal(0, trained.Surefoot([.. next.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..]]).ExitCode);
    }

    [Fact]
    public void Intervals_and_epochs_name_the_rate_of_the_step_that_was_taken()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Path, "t.csv"), Tables.Numbers(120, 1));
        Assert.Equal(
            0,
            folder
                .Surefoot(
                    "train",
                    "t.csv",
                    "--schedule",
                    "cosine:2",
                    "--epochs",
                    "3",
                    "--batch-size",
                    "8",
                    "--learning-rate",
                    "0.01",
                    "--out",
                    "run"
                )
                .ExitCode
        );
        JsonNode[] lines =
        [
            .. File.ReadAllLines(Path.Combine(folder.Path, "run", "metrics.jsonl"))
                .Select(line => JsonNode.Parse(line)!)
                .Where(line => line["learningRate"] is not null),
        ];
        Assert.Equal(3, lines.Count(line => line["interval"] is null));
        Assert.InRange(lines.Count(line => line["interval"] is not null), 5, 100);
        // 102 training rows are 13 steps an epoch. The cosine falls over 26 steps and begins anew: the first step is at
        // its top, the 26th one step above its foot.
        foreach (JsonNode line in lines)
        {
            double wanted = 0.01 * (1 + Math.Cos(Math.PI * (((int)line["step"]! - 1) % 26) / 26)) / 2;
            Assert.Equal(1, (double)line["learningRate"]! / wanted, 1e-5);
        }
        Assert.Equal([13, 26, 39], lines.Where(line => line["interval"] is null).Select(line => (int)line["step"]!));
    }

    [Fact]
    public void A_folder_that_holds_a_run_is_not_overwritten() =>
        Assert.Contains(
            "runs/shared already holds a run",
            trained.Surefoot("train", "--epochs", "1", "--out", "runs/shared").Refusal(),
            StringComparison.Ordinal
        );

    [Fact]
    public void The_same_seed_gives_the_same_bytes_with_any_number_of_threads()
    {
        using ScratchFolder folder = new();
        byte[][] models =
        [
            .. ((string[])["1", "2", "1", "2"]).Select(
                (threads, i) =>
                {
                    Assert.Equal(
                        0,
                        folder
                            .Surefoot(
                                "train",
                                "--epochs",
                                "1",
                                "--model",
                                "conv",
                                "--hidden",
                                "16",
                                "--threads",
                                threads,
                                "--out",
                                "run" + i
                            )
                            .ExitCode
                    );
                    return File.ReadAllBytes(folder["run" + i, "model.safetensors"]);
                }
            ),
        ];
        Assert.All(models, model => Assert.Equal(models[0], model));
        Assert.Equal(
            0,
            folder
                .Surefoot(
                    "train",
                    "--epochs",
                    "1",
                    "--model",
                    "conv",
                    "--hidden",
                    "16",
                    "--seed",
                    "2",
                    "--out",
                    "other"
                )
                .ExitCode
        );
        Assert.NotEqual(models[0], File.ReadAllBytes(folder["other", "model.safetensors"]));
    }

    [Theory]
    [InlineData("2c2d")]
    [InlineData("resnet")]
    public void A_network_of_a_name_is_trained_and_used(string model)
    {
        using ScratchFolder folder = new();
        SurefootProcess.Outcome outcome = folder.Surefoot("train", "--epochs", "1", "--model", model, "--out", "run");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(0, folder.Surefoot("evaluate", "run", "digits").ExitCode);
    }

    [Fact]
    public void A_table_with_a_text_target_is_learnt_predicted_and_measured()
    {
        using ScratchFolder folder = new();
        folder.Write("train.csv", Tables.Classes(400, seed: 1));
        folder.Write("test.csv", Tables.Classes(200, seed: 2));
        SurefootProcess.Outcome outcome = folder.Surefoot(
            "train",
            "train.csv",
            "--target",
            "kind",
            "--test",
            "test.csv",
            "--epochs",
            "30",
            "--out",
            "run",
            "--json"
        );
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.InRange((double)JsonNode.Parse(outcome.LastLine)!["testAccuracy"]!, 0.95, 1);
    }

    [Fact]
    public void A_numeric_target_is_measured_in_its_own_units()
    {
        using ScratchFolder folder = new();
        folder.Write("train.csv", Tables.Numbers(600, seed: 1));
        SurefootProcess.Outcome outcome = folder.Surefoot(
            "train",
            "train.csv",
            "--epochs",
            "60",
            "--out",
            "run",
            "--json"
        );
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        JsonNode json = JsonNode.Parse(outcome.LastLine)!;
        Assert.Equal("regression", (string?)json["task"]);
        // The target runs over some 1,200 units; its mean alone would be off by about 280.
        Assert.InRange((double)json["validationRmse"]!, 0.1, 100);
        Assert.Null(json["testRmse"]);
    }

    [Fact]
    public void A_run_that_diverges_ends_with_code_3_and_says_at_which_step_and_what_to_try()
    {
        using ScratchFolder folder = new();
        SurefootProcess.Outcome outcome = folder.Surefoot(
            "train",
            "--learning-rate",
            "1e6",
            "--model",
            "mlp",
            "--epochs",
            "3",
            "--out",
            "run",
            "--json"
        );
        Assert.Equal(3, outcome.ExitCode);
        Assert.Matches(@"Training diverged at step \d+.*Try a lower learning rate", outcome.Errors);
        Assert.Equal("Diverged", (string?)JsonNode.Parse(outcome.LastLine)!["outcome"]);
        Assert.Contains(
            "surefoot train --model mlp --epochs 3 --json --learning-rate 0.001",
            outcome.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains("Diverged", File.ReadAllText(folder["run", "report.html"]), StringComparison.Ordinal);
        Assert.Matches(
            @"run holds no model: the run diverged at step \d+",
            folder.Surefoot("evaluate", "run", "digits").Refusal()
        );
    }

    [Fact]
    public void A_model_of_a_run_that_diverged_later_is_used_with_a_warning()
    {
        using ScratchFolder folder = new();
        Assert.Equal(
            0,
            folder.Surefoot("train", "--model", "mlp", "--hidden", "8", "--epochs", "1", "--out", "run").ExitCode
        );
        JsonNode record = JsonNode.Parse(File.ReadAllText(folder["run", "run.json"]))!;
        (record["result"]!["outcome"], record["result"]!["divergedAtStep"]) = ("Diverged", 204);
        File.WriteAllText(folder["run", "run.json"], record.ToJsonString());
        foreach (string model in (string[])["run", "run/model.safetensors"])
        {
            SurefootProcess.Outcome outcome = folder.Surefoot("evaluate", model, "digits");
            Assert.Equal(0, outcome.ExitCode);
            Assert.Contains(
                "warning: the run diverged at step 204; its model has the weights of epoch 1",
                outcome.Errors,
                StringComparison.Ordinal
            );
        }

        File.Copy(folder["run", "model.safetensors"], folder["elsewhere.safetensors"]);
        Assert.Equal("", folder.Surefoot("evaluate", "elsewhere.safetensors", "digits").Errors);
    }

    [GeneratedRegex(
        @"^epoch \d/4  step \d+  loss \d\.\d{4}  validation accuracy \d+\.\d\d %  [\d,]+ samples/s  \d+:\d\d left",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex EpochLine();
}
