using System.Text.Json.Nodes;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>`surefoot explain` as it is typed; what its figures are worth is tested with the library.</summary>
public sealed class ExplainTests : IClassFixture<ExplainTests.Trained>
{
    readonly ScratchFolder folder;

    public ExplainTests(Trained trained) => folder = trained.Folder;

    /// <summary>A model of kinds and one of prices, with rows that neither has seen.</summary>
    public sealed class Trained : IDisposable
    {
        public Trained()
        {
            Folder.Write("measurements.csv", Tables.Classes(240, 1).Replace("kind\n", "species\n"));
            Folder.Write("more.csv", Tables.Classes(120, 2).Replace("kind\n", "species\n"));
            Folder.Write("prices.csv", Tables.Numbers(240, 3));
            foreach (string words in (string[])["measurements.csv --out kinds", "prices.csv --out money"])
                Assert.Equal(
                    0,
                    Folder.Surefoot(["train", .. words.Split(' '), "--epochs", "25", "--hidden", "16"]).ExitCode
                );
            Assert.Equal(0, Folder.Surefoot("train", "--model", "mlp", "--epochs", "1", "--out", "images").ExitCode);
        }

        internal ScratchFolder Folder { get; } = new();

        public void Dispose() => Folder.Dispose();
    }

    SurefootProcess.Outcome Explain(params string[] words) => folder.Surefoot(["explain", .. words]);

    [Fact]
    public void The_columns_are_listed_with_their_importance_and_the_baseline()
    {
        SurefootProcess.Outcome told = Explain("kinds", "more.csv");
        Assert.Equal((0, ""), (told.ExitCode, told.Errors));
        Assert.Contains("The log loss on 120 rows is 0.", told.Output, StringComparison.Ordinal);
        Assert.Matches(@"Column +Importance +from +to\n(\w+ +[\d.]+ +[\d.]+ +[\d.]+\n){3}", told.Output);
        JsonNode json = JsonNode.Parse(Explain("kinds", "more.csv", "--measure", "accuracy", "--json").LastLine)!;
        Assert.Equal("accuracy", (string)json["importance"]!["measure"]!);
        Assert.Equal(
            ["colour", "height", "width"],
            json["importance"]!["columns"]!.AsArray().Select(column => (string)column!["column"]!).Order()
        );
    }

    [Fact]
    public void Threads_change_no_byte_and_another_seed_does()
    {
        string[] words = ["kinds", "more.csv", "--row", "3", "--json", "--threads"];
        string one = Explain([.. words, "1"]).LastLine;
        Assert.Equal(one, Explain([.. words, "2"]).LastLine);
        Assert.NotEqual(one, Explain([.. words, "1", "--seed", "2"]).LastLine);
    }

    [Fact]
    public void A_row_says_what_each_column_contributes_to_which_class()
    {
        JsonNode found = JsonNode.Parse(
            Explain("kinds", "more.csv", "--row", "1", "--class", "dot", "--json").LastLine
        )!["contributions"]!;
        Assert.Equal("dot", (string)found["output"]!);
        Assert.Equal(
            (double)found["prediction"]! - (double)found["mean"]!,
            found["columns"]!.AsArray().Sum(column => (double)column!["value"]!),
            1e-12
        );
        Assert.Contains(
            (string)found["columns"]!.AsArray().Single(column => (string)column!["column"]! == "colour")!["text"]!,
            (string[])["red", "blue"]
        );
    }

    [Fact]
    public void A_column_is_a_table_and_rows_need_no_targets_for_it()
    {
        folder.Write(
            "bare.csv",
            string.Concat(
                Tables.Numbers(50, 4).Split('\n').Select(line => line[..Math.Max(0, line.LastIndexOf(','))] + "\n")
            )
        );
        SurefootProcess.Outcome told = Explain("money", "bare.csv", "--column", "town,area");
        Assert.Equal((0, ""), (told.ExitCode, told.Errors));
        Assert.Contains("What is predicted on average when all 50 rows have this value of town.", told.Output);
        Assert.Matches(@"town +mean price\n", told.Output);
        Assert.Matches(@"area +mean price\n(\d+(\.\d+)? +[\d,.]+\n){20}", told.Output);
    }

    [Fact]
    public void The_report_refers_to_nothing_outside_and_draws_the_columns_that_count()
    {
        Assert.Equal(0, Explain("money", "prices.csv", "--report", "why.html").ExitCode);
        string html = File.ReadAllText(folder["why.html"]);
        Assert.Contains("Which columns count", html, StringComparison.Ordinal);
        Assert.Contains("<h2 id=\"dependence-1\">area</h2>", html, StringComparison.Ordinal);
        Assert.Contains("class=\"sf-line\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", html.Replace("http://www.w3.org/2000/svg", ""), StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("images digits", "images: A model is explained by columns, and this one reads images")]
    [InlineData("kinds more.csv --column colr", "The model reads no column colr. Is colour meant?")]
    [InlineData("kinds more.csv --row 121", "--row is '121', and more.csv has 120 rows")]
    [InlineData("kinds more.csv --row 1 --class blue", "--class is 'blue', which is none of the model's.")]
    [InlineData("kinds more.csv --measure rmse", "--measure is 'rmse', which is not one of log-loss, accuracy.")]
    [InlineData("kinds more.csv --class dot", "--class goes with --row")]
    [InlineData("kinds more.csv --column width --repeats 3", "--measure and --repeats are for the importance")]
    [InlineData("kinds more.csv --report more.csv", "--report is 'more.csv', which DATA is read from")]
    [InlineData("money prices.csv --row 1 --class x", "--class is for classes, and price holds numbers")]
    public void What_does_not_fit_is_refused_with_the_option(string words, string message)
    {
        SurefootProcess.Outcome refused = Explain(words.Split(' '));
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains(message, refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_examples_of_its_help_work()
    {
        string help = Explain("--help").Output;
        string[] examples =
        [
            .. help[help.IndexOf("\nExample", StringComparison.Ordinal)..]
                .Split('\n')
                .Select(line => line.Trim())
                .Where(line => line.StartsWith("surefoot ", StringComparison.Ordinal)),
        ];
        Assert.Equal(3, examples.Length);
        foreach (string example in examples)
        {
            SurefootProcess.Outcome outcome = folder.Surefoot(example.Split(' ')[1..]);
            Assert.True(outcome.ExitCode == 0, $"{example}: {outcome.Errors}");
        }
    }
}
