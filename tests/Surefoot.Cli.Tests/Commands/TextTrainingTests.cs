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

    static string Notes(int count, bool alone) =>
        (alone ? "kind,text\n" : "size,kind,title,text\n")
        + string.Concat(
            Lines(count)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('\t'))
                .Index()
                .Select(line =>
                    (alone ? "" : $"{line.Index % 7},")
                    + $"{line.Item[0]},"
                    + (alone ? "" : $"note number {line.Index} of many,")
                    + $"\"{line.Item[1]}, said {line.Index}a\"\n"
                )
        );

    [Theory]
    [InlineData(true, "text")]
    [InlineData(false, "mlp")]
    public void Columns_of_free_text_are_learnt_by_default_alone_and_beside_others(bool alone, string model)
    {
        using ScratchFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Path, "notes.csv"), Notes(300, alone));
        SurefootProcess.Outcome trained = folder.Surefoot(
            "train",
            "notes.csv",
            "--target",
            "kind",
            "--test",
            "0.2",
            "--epochs",
            "15",
            "--out",
            "run",
            "--json"
        );
        JsonNode result = JsonNode.Parse(trained.LastLine)!;
        Assert.Equal((0, model), (trained.ExitCode, (string)result["model"]!));
        Assert.InRange((double)result["testAccuracy"]!, 0.95, 1);
        Assert.Contains("note: Column text is read as free text: ", trained.Errors, StringComparison.Ordinal);
        Assert.Equal(
            alone,
            trained.Errors.Contains("note: Chosen for text: a learning rate of 0.003.", StringComparison.Ordinal)
        );

        File.WriteAllText(
            Path.Combine(folder.Path, "new.csv"),
            alone
                ? "text\ngreen tea\nwet boots\n"
                : "title,text,size\nnote number 1 of many,green tea,3\nnote number 2 of many,wet boots,3\n"
        );
        string predicted = folder.Surefoot("predict", "run", "new.csv").Output;
        Assert.Equal(["prediction", "tea", "mud"], predicted.TrimEnd().Split('\n').Select(line => line.Split(',')[0]));
        JsonNode evaluated = JsonNode.Parse(folder.Surefoot("evaluate", "run", "notes.csv", "--json").LastLine)!;
        Assert.InRange((double)evaluated["accuracy"]!, 0.95, 1);
        Assert.Equal(0, folder.Surefoot("export", "run", "--onnx", "run.onnx").ExitCode);
    }

    [Fact]
    public void Which_columns_are_free_text_can_be_said()
    {
        using ScratchFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Path, "notes.csv"), Notes(120, alone: false));
        string[] train = ["train", "notes.csv", "--target", "kind", "--epochs", "1", "--out"];
        string errors = folder
            .Surefoot([.. train, "a", "--as-categories", "title", "--as-words", "size", "--letters", "4"])
            .Errors;
        Assert.Contains("note: Column title is left out: text with", errors, StringComparison.Ordinal);
        Assert.Contains("runs of 3 to 4 letters, are read.", errors, StringComparison.Ordinal);
        Assert.Contains(
            "has no column tilte, to be treated apart. Is title meant?",
            folder.Surefoot([.. train, "b", "--as-words", "tilte"]).Refusal(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "title is to be read word by word and as categories. Leave one out.",
            folder.Surefoot([.. train, "c", "--as-words", "title", "--as-categories", "title"]).Refusal(),
            StringComparison.Ordinal
        );
        // An optimizer that moves rows at rest has dense layers over the vocabulary.
        Assert.Equal(0, folder.Surefoot([.. train, "d", "--optimizer", "adam"]).ExitCode);
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
