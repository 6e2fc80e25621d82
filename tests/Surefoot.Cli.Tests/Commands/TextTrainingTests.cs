using System.Text.Json.Nodes;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>Lines of text from the command line: trained, evaluated and predicted.</summary>
public sealed class TextTrainingTests
{
    static string Lines(int count) =>
        string.Concat(
            Enumerable
                .Range(0, count)
                .Select(i =>
                    (i % 3, i % 2) switch
                    {
                        (0, _) => $"tea\ta cup of hot green tea for {i % 5} guests\n",
                        (_, 0) => $"mud\tmy boots are full of wet mud {i % 7}\n",
                        _ => $"sun\tthe sun shines on the hill {i % 4}\n",
                    }
                )
        );

    static string[] Train(params string[] more) =>
        [
            "train",
            "lines.txt",
            "--epochs",
            "15",
            "--hidden",
            "8",
            "--learning-rate",
            "0.02",
            "--test",
            "0.2",
            "--json",
            .. more,
        ];

    [Fact]
    public void Lines_of_text_are_learnt_by_an_embedding_bag_and_used_from_the_saved_model_alone()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Path, "lines.txt"), Lines(300));
        SurefootProcess.Outcome trained = folder.Surefoot(Train("--out", "run"));
        JsonNode result = JsonNode.Parse(trained.LastLine)!;
        Assert.Equal((0, "text"), (trained.ExitCode, (string)result["model"]!));
        Assert.Equal(1, (double)result["testAccuracy"]!);
        Assert.Contains("surefoot inspect run", trained.Errors, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(folder.Path, "new.txt"), "green tea\nwet boots\nhill\n");
        string predicted = folder.Surefoot("predict", "run", "new.txt").Output;
        Assert.Equal(
            ["prediction", "tea", "mud", "sun"],
            predicted.TrimEnd().Split('\n').Select(line => line.Split(',')[0])
        );
        Assert.Equal(
            1,
            (double)JsonNode.Parse(folder.Surefoot("evaluate", "run", "lines.txt", "--json").LastLine)!["accuracy"]!
        );
    }

    [Theory]
    [InlineData("text", "--hash", "--vocabulary", "500", "--ngrams", "3")]
    [InlineData("mlp", "--model", "mlp")]
    [InlineData("mlp", "--optimizer", "adam")]
    public void Other_words_and_other_models_do_as_well(string model, params string[] more)
    {
        using ScratchFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Path, "lines.txt"), Lines(120));
        JsonNode result = JsonNode.Parse(folder.Surefoot(Train([.. more, "--out", "run"])).LastLine)!;
        Assert.Equal(model, (string)result["model"]!);
        Assert.Equal(1, (double)result["testAccuracy"]!);
    }

    [Theory]
    [InlineData(
        "--optimizer adam --model text",
        "--model text learns a table of words by row-sparse steps. The optimizer adam with these settings moves rows"
    )]
    [InlineData(
        "--average 0.99 --model text",
        "--average would walk the whole table at every step. Leave it out, or give --model mlp."
    )]
    [InlineData("--weight-decay 0.1 --model text", "--weight-decay moves rows that no batch touches")]
    [InlineData("--model conv", "needs images, and lines.txt is lines of text")]
    public void What_cannot_be_is_refused_before_a_folder_is_made(string arguments, string message)
    {
        using ScratchFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Path, "lines.txt"), Lines(60));
        Assert.Contains(
            message,
            folder.Surefoot(["train", "lines.txt", .. arguments.Split(' ')]).Refusal(),
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "runs")));
    }

    [Fact]
    public void Sparse_rows_of_ones_are_learnt_by_an_embedding_bag_where_that_is_asked_for()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(
            Path.Combine(folder.Path, "rows.svm"),
            string.Concat(Enumerable.Range(0, 200).Select(i => $"{i % 2} {1 + (i % 2)}:1 {3 + (i % 11)}:1 700000:1\n"))
        );
        JsonNode result = JsonNode.Parse(
            folder
                .Surefoot(
                    "train",
                    "rows.svm",
                    "--model",
                    "text",
                    "--hidden",
                    "4",
                    "--epochs",
                    "10",
                    "--learning-rate",
                    "0.02",
                    "--test",
                    "0.2",
                    "--out",
                    "run",
                    "--json"
                )
                .LastLine
        )!;
        Assert.Equal(("text", 1.0), ((string)result["model"]!, (double)result["testAccuracy"]!));
        Assert.Equal(0, folder.Surefoot("evaluate", "run", "rows.svm").ExitCode);
    }

    [Fact]
    public void Columns_can_be_left_out_and_read_as_text()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(
            Path.Combine(folder.Path, "a.csv"),
            "zip,\"size, m\",note,kind\n"
                + string.Concat(
                    Enumerable.Range(0, 60).Select(i => $"{10 + (i % 3)},{i % 7},{i % 5},{(i % 3 == 1 ? "x" : "y")}\n")
                )
        );
        SurefootProcess.Outcome trained = folder.Surefoot(
            "train",
            "a.csv",
            "--ignore",
            "note,\"size, m\"",
            "--as-text",
            "zip",
            "--epochs",
            "1",
            "--out",
            "run",
            "--json"
        );
        Assert.Equal(0, trained.ExitCode);
        Assert.Contains(
            "note: Columns note and size, m are left out: as asked.",
            trained.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains("note: A row becomes 3 numbers.", trained.Errors, StringComparison.Ordinal);
        Assert.Contains(
            "has no column nte, to be treated apart. Is note meant?",
            folder.Surefoot("train", "a.csv", "--ignore", "nte").Refusal(),
            StringComparison.Ordinal
        );
    }
}
