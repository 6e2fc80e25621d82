using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Surefoot.Randomness;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>`--threshold` and `--importance` from the words of a command to the record, the model and the
/// report.</summary>
public sealed class ThresholdCommandTests : IDisposable
{
    readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    static string Rare(int rows, ulong seed)
    {
        RandomStream random = new(seed, 3, 0);
        StringBuilder csv = new("x,y,state\n");
        for (ulong i = 0; i < (ulong)rows; i++)
        {
            double x = random.Normal(3 * i),
                y = random.Normal((3 * i) + 1);
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{x:0.000},{y:0.000},{(x + (0.7 * random.Normal((3 * i) + 2)) > 2 ? "rare" : "common")}\n"
            );
        }

        return csv.ToString();
    }

    [Fact]
    public void It_is_chosen_said_kept_and_gone_by()
    {
        folder.Write("t.csv", Rare(900, 1));
        folder.Write("new.csv", Rare(300, 2));
        SurefootProcess.Outcome plain = folder.Surefoot("train", "t.csv", "--epochs", "4", "--out", "plain"),
            run = folder.Surefoot([
                "train",
                "t.csv",
                "--epochs",
                "4",
                "--threshold",
                "f1",
                "--importance",
                "--out",
                "run",
            ]);
        Assert.Contains("try --class-weights balanced, or --threshold f1.", plain.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("or --threshold", run.Errors, StringComparison.Ordinal);
        Assert.Matches(@"threshold +rare from a probability of 0\.\d+ on, chosen by F1 of the rarer class", run.Output);
        Assert.Matches(@"columns +worse log loss when exchanged, on validation rows\n +x 0\.\d+", run.Output);
        string report = File.ReadAllText(Path.Combine(folder["run"], "report.html"));
        Assert.Contains("Predicted is rare from a probability of", report, StringComparison.Ordinal);
        Assert.Contains("Which columns count", report, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Which columns count",
            File.ReadAllText(Path.Combine(folder["plain"], "report.html")),
            StringComparison.Ordinal
        );

        JsonNode told = JsonNode.Parse(folder.Surefoot("evaluate", "run", "new.csv", "--json").LastLine)!;
        Assert.Equal("rare", (string)told["threshold"]!["class"]!);
        double from = (double)told["threshold"]!["probability"]!;
        string[][] rows =
        [
            .. folder.Surefoot("predict", "run", "new.csv").Output.Split('\n')[1..^1].Select(line => line.Split(',')),
        ];
        Assert.All(
            rows,
            row => Assert.Equal(double.Parse(row[2], CultureInfo.InvariantCulture) >= from ? "rare" : "common", row[0])
        );
        Assert.Equal(rows.Count(row => row[0] == "rare"), told["confusion"]!.AsArray().Sum(row => (int)row![1]!));
        Assert.NotEqual(
            rows.Count(row => row[0] == "rare"),
            rows.Count(row => double.Parse(row[2], CultureInfo.InvariantCulture) >= 0.5)
        );
        Assert.Contains(
            "  threshold            chosen by F1 of the rarer class",
            folder.Surefoot("inspect", "run").Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("--threshold 0", "--threshold is '0', which is not a number above 0 and below 1.")]
    [InlineData("--threshold balanced", "--threshold is 'balanced', which is not one of f1, balanced-accuracy")]
    [InlineData("--threshold f1 --target x", "--threshold is for two classes, and x holds numbers.")]
    public void What_is_no_threshold_is_refused(string words, string message)
    {
        folder.Write("t.csv", Rare(60, 1));
        SurefootProcess.Outcome refused = folder.Surefoot(["train", "t.csv", .. words.Split(' ')]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(message, refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_have_no_columns_and_ten_classes_no_threshold()
    {
        Assert.Contains(
            "--importance cannot be measured. A model is explained by columns, and this one reads images",
            folder.Surefoot("train", "--importance").Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "--threshold is for two classes, and label has 10.",
            folder.Surefoot("train", "--threshold", "f1").Errors,
            StringComparison.Ordinal
        );
    }
}
