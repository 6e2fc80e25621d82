using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>`surefoot train --folds K`.</summary>
public sealed class FoldsTests : IDisposable
{
    readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    void Write(int rows) =>
        folder.Write(
            "rows.csv",
            "x,z,kind\n"
                + string.Concat(
                    Enumerable
                        .Range(0, rows)
                        .Select(i =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{i * 37 % 1001 / 8.0},{i % 13},"
                                    + $"{((i * 37 % 1001) + (40 * (i % 13)) > 700 ? "up" : "down")}\n"
                            )
                        )
                )
        );

    [Fact]
    public void Folds_are_told_kept_and_reported_and_the_model_is_of_all_rows()
    {
        Write(240);
        SurefootProcess.Outcome outcome = folder.Surefoot([
            .. (string[])["train", "rows.csv", "--folds", "4", "--epochs", "8", "--test", "0.1"],
            .. (string[])["--json", "--out", "run"],
        ]);
        Assert.Equal(0, outcome.ExitCode);
        JsonNode json = JsonNode.Parse(outcome.LastLine)!["folds"]!;
        Assert.Equal(4, (int)json["folds"]!);
        JsonNode accuracy = json["measures"]!.AsArray().Single(one => (string)one!["name"]! == "accuracy")!;
        Assert.InRange((double)accuracy["mean"]!, 0.5, 1);
        Assert.Contains("note: The rows are divided into 4 folds drawn by the seed", outcome.Errors);
        Assert.Contains("note: Fold 4 of 4: 162 training rows, 54 rows to measure on.", outcome.Errors);
        Assert.Contains("note: All rows train for ", outcome.Errors);
        Assert.Matches(
            @"folds accuracy +[\d.]+ ± [\d.]+ %  \(4 folds, mean ± deviation; commonest class",
            outcome.Errors
        );
        JsonNode kept = JsonNode.Parse(File.ReadAllText(folder["run", "folds.json"]))!,
            record = JsonNode.Parse(File.ReadAllText(folder["run", "run.json"]))!;
        Assert.Equal(4, kept["results"]!.AsArray().Count);
        Assert.Equal((216, 0), ((int)record["data"]!["trainingRows"]!, (int)record["data"]!["validationRows"]!));
        Assert.Equal((int)json["epochs"]!, (int)record["settings"]!["trainer"]!["epochs"]!);
        string report = File.ReadAllText(folder["run", "report.html"]);
        Assert.Contains("Cross-validation, 4 folds", report, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"col\">Fold 4</th>", report, StringComparison.Ordinal);
        Assert.Equal(0, folder.Surefoot("predict", "run", "rows.csv").ExitCode);
        Assert.Contains("has finished already", folder.Surefoot("train", "--resume", "run").Errors);
    }

    [Fact]
    public async Task An_interrupted_run_goes_on_with_its_fold_and_ends_with_the_same_bits()
    {
        Write(1500);
        string[] words = ["train", "rows.csv", "--folds", "4", "--epochs", "6", "--schedule", "cosine", "--out"];
        Assert.Equal(0, folder.Surefoot([.. words, "whole"]).ExitCode);
        using (Process process = SurefootProcess.Start(folder.Path, [.. words, "cut"]))
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            while (
                await process.StandardError.ReadLineAsync() is { } line
                && !line.StartsWith("note: Fold 3 of 4", StringComparison.Ordinal)
            ) { }
            Interrupt.Send(process);
            string rest = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            await output;
            Assert.True(process.ExitCode == 130, rest);
            Assert.Contains("Go on with: surefoot train --resume cut", rest, StringComparison.Ordinal);
        }
        Assert.Equal(2, JsonNode.Parse(File.ReadAllText(folder["cut", "folds.json"]))!["results"]!.AsArray().Count);
        SurefootProcess.Outcome resumed = folder.Surefoot("train", "--resume", "cut");
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.DoesNotContain("Fold 2 of 4", resumed.Errors, StringComparison.Ordinal);
        Assert.Equal(
            File.ReadAllBytes(folder["whole", "model.safetensors"]),
            File.ReadAllBytes(folder["cut", "model.safetensors"])
        );
    }

    [Fact]
    public void A_fold_that_diverges_ends_the_run()
    {
        Write(60);
        SurefootProcess.Outcome outcome = folder.Surefoot([
            .. (string[])["train", "rows.csv", "--folds", "3", "--learning-rate", "1e30", "--out", "run"],
        ]);
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("Fold 1 of 3 diverged.", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_of_all_rows_has_the_median_of_the_folds_thresholds()
    {
        Write(240);
        string[] words =
        [
            .. (string[])["train", "rows.csv", "--folds", "3", "--epochs", "6", "--json"],
            .. (string[])["--threshold", "f1", "--out", "run"],
        ];
        SurefootProcess.Outcome outcome = folder.Surefoot(words);
        Assert.Equal(0, outcome.ExitCode);
        double[] chosen =
        [
            .. JsonNode.Parse(File.ReadAllText(folder["run", "folds.json"]))!["results"]!
                .AsArray()
                .Select(fold => (double)fold!["threshold"]!["probability"]!)
                .Order(),
        ];
        Assert.Equal(chosen[1], (double)JsonNode.Parse(outcome.LastLine)!["threshold"]!["probability"]!);
        Assert.Contains("the median of the folds', each chosen by F1 of the rarer class", outcome.Errors);
        Assert.DoesNotContain("No threshold could be chosen", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains(
            FormattableString.Invariant($"from a probability of {chosen[1]:0.####} on"),
            folder.Surefoot("predict", "run", "rows.csv").Errors
        );

        SurefootProcess.Outcome given = folder.Surefoot([.. words[..^4], "--threshold", "0.3", "--out", "given"]);
        Assert.Contains("0.3 on, as asked for", given.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("threshold", File.ReadAllText(folder["given", "folds.json"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--folds 1", "--folds is '1', which is not a whole number from 2 to 100")]
    [InlineData("--folds 3 --validation 0.2", "--validation cannot be given with --folds")]
    [InlineData("--folds 3 --importance", "--importance cannot be given with --folds")]
    [InlineData("--folds 3 --react", "--react cannot be given with --folds")]
    [InlineData("--folds 3 --schedule plateau", "--schedule plateau cannot be given with --folds")]
    [InlineData("--folds 3 --non-finite rollback", "--non-finite rollback cannot be given with --folds")]
    public void What_does_not_go_with_folds_is_refused_by_name(string words, string message)
    {
        Write(60);
        Assert.Contains(message, folder.Surefoot(["train", "rows.csv", .. words.Split(' ')]).Refusal());
    }
}
