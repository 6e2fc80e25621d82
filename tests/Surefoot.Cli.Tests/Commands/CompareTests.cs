using System.Text.Json.Nodes;

namespace Surefoot.Cli.Tests.Commands;

public sealed class CompareTests
{
    [Fact]
    public void A_comparison_leaves_its_folder_its_table_and_its_figures()
    {
        using ScratchFolder folder = new();
        folder.Write("rows.csv", Tables.Classes(300, seed: 1));
        string[] words =
        [
            "compare",
            "rows.csv",
            "--target",
            "kind",
            "--optimizers",
            "rmsprop,sgd",
            "--hidden",
            "8",
            "--epochs",
            "4",
            "--seeds",
            "2",
            "--tune",
            "2",
            "--target-accuracy",
            "0.5",
            "--out",
            "cmp",
            "--json",
        ];
        SurefootProcess.Outcome outcome = folder.Surefoot(words);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Equal(outcome.LastLine + "\n", outcome.Output);
        JsonNode json = JsonNode.Parse(outcome.LastLine)!;
        Assert.Equal(
            ("accuracy", 0.5, 2, 4),
            ((string?)json["measure"], (double)json["target"]!, (int)json["trials"]!, (int)json["epochs"]!)
        );
        JsonArray optimizers = json["optimizers"]!.AsArray();
        Assert.Equal(["rmsprop", "sgd"], optimizers.Select(one => (string?)one!["name"]));
        Assert.All(
            optimizers,
            one =>
                Assert.Equal(
                    (2, 2, 4),
                    (
                        one!["trials"]!.AsArray().Count,
                        one["runs"]!.AsArray().Count,
                        one["runs"]![0]!["validationLoss"]!.AsArray().Count
                    )
                )
        );
        Assert.Contains("epochs to 50 %", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(
            ["comparison.json", "report.html"],
            Directory.GetFiles(folder["cmp"]).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        JsonNode record = JsonNode.Parse(File.ReadAllText(folder["cmp", "comparison.json"]))!;
        Assert.Equal(words[1..], record["arguments"]!.AsArray().Select(word => (string)word!).Skip(1));
        Assert.Equal(json["optimizers"]!.ToJsonString(), record["result"]!["optimizers"]!.ToJsonString());
        Assert.Contains(
            "Validation accuracy by epoch",
            File.ReadAllText(folder["cmp", "report.html"]),
            StringComparison.Ordinal
        );
        Assert.Contains("cmp already holds a comparison", folder.Surefoot(words).Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--optimizers rmsprop,rmsprop", "--optimizers names rmsprop twice")]
    [InlineData(
        "--optimizers rmsprop,lbfgs",
        "--optimizers is 'lbfgs', which is not one of rmsprop, adagrad, adam, momentum, sgd, "
    )]
    [InlineData("--optimizers adam,sgd --decay 0.9", "--decay says nothing here: it belongs to rmsprop")]
    [InlineData("--optimizers sgd,momentum --epsilon 1e-8", "it belongs to rmsprop, adagrad, adam")]
    [InlineData("--optimizers rmsprop,sgd --momentum 0.9", "--momentum says nothing here: it belongs to momentum")]
    [InlineData("--optimizers adam --weight-decay-form decoupled", "changes nothing without --weight-decay")]
    [InlineData("--momentum-form rate-inside", "compare has no option '--momentum-form'")]
    [InlineData("--seeds 0", "--seeds is '0'")]
    [InlineData("--tune 0", "--tune is '0'")]
    [InlineData("--target-accuracy 1.5", "--target-accuracy is '1.5'")]
    [InlineData("--target-rmse 1", "--target-rmse is for numbers")]
    [InlineData("--learning-rate 0.1", "compare has no option '--learning-rate'")]
    [InlineData("--warmup 100000", "--warmup is '100000', but the run has")]
    public void What_cannot_be_compared_is_refused_and_leaves_nothing(string arguments, string message)
    {
        using ScratchFolder folder = new();
        Assert.Contains(
            message,
            folder.Surefoot(["compare", .. arguments.Split(' ')]).Refusal(),
            StringComparison.Ordinal
        );
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
