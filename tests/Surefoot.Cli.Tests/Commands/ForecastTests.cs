using System.Globalization;
using System.Text.Json.Nodes;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>`surefoot train --window`: a series is forecast from its own past.</summary>
public sealed class ForecastTests : IDisposable
{
    readonly ScratchFolder folder = new();

    public ForecastTests() =>
        folder.Write(
            "months.csv",
            "month,sales\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 144)
                        .Select(i =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"{1990 + (i / 12)}-{1 + (i % 12):00},"
                                    + $"{100 + (2 * i) + (30 * Math.Sin(Math.PI * i / 6)) + (i * 37 % 11):0.##}\n"
                            )
                        )
                )
        );

    public void Dispose() => folder.Dispose();

    SurefootProcess.Outcome Train(params string[] more) =>
        folder.Surefoot(["train", "months.csv", "--test", "0.2", "--epochs", "60", "--json", .. more]);

    static double Of(JsonNode json, string baseline) =>
        (double)json["testBaselines"]!.AsArray().Single(one => (string)one!["name"]! == baseline)!["measure"]!;

    [Fact]
    public void The_past_is_read_unless_told_otherwise_and_beats_the_naive_forecasts()
    {
        SurefootProcess.Outcome outcome = Train("--window", "13", "--ahead", "1", "--season", "12", "--out", "run");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        JsonNode json = JsonNode.Parse(outcome.LastLine)!;
        Assert.Equal("forecast", (string)json["model"]!);
        Assert.InRange((double)json["testRmse"]!, 0, 0.6 * Of(json, "lastValue"));
        Assert.InRange((double)json["testRmse"]!, 0, Of(json, "lastSeason"));
        Assert.Contains("note: The past of sales within the window is read too.", outcome.Errors);
        Assert.Contains("; value of a season before ", outcome.Errors);
        // Every test row is forecast, though the test's first windows begin before it.
        Assert.Equal(29, (int)json["testFigures"]![0]!["rows"]!);

        JsonNode without = JsonNode.Parse(
            Train("--window", "13", "--ahead", "1", "--no-past", "--out", "old").LastLine
        )!;
        Assert.Equal("lstm", (string)without["model"]!);
        Assert.True((double)without["testRmse"]! > 2 * (double)json["testRmse"]!);
    }

    [Fact]
    public void The_next_month_is_predicted_and_a_file_without_the_past_is_refused_by_name()
    {
        Assert.Equal(0, Train("--window", "13", "--ahead", "1", "--out", "run").ExitCode);
        SurefootProcess.Outcome predicted = folder.Surefoot("predict", "run", "months.csv");
        string[] lines = predicted.Output.TrimEnd().Split('\n');
        // A line for each window, the last for the month after the file.
        Assert.Equal(1 + 132, lines.Length);
        Assert.InRange(double.Parse(lines[^1], CultureInfo.InvariantCulture), 320, 480);
        folder.Write("other.csv", "month\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"2002-{i:00}\n")));
        Assert.Contains(
            "has no column sales",
            folder.Surefoot("predict", "run", "other.csv").Refusal(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_run_is_resumed_as_it_was_begun()
    {
        JsonNode json = JsonNode.Parse(Train("--window", "5", "--out", "run", "--checkpoint-every", "10").LastLine)!;
        Assert.True((int)json["epochs"]! > 0);
        byte[] whole = File.ReadAllBytes(folder["run", "model.safetensors"]);
        File.Delete(folder["run", "model.safetensors"]);
        JsonNode record = JsonNode.Parse(File.ReadAllText(folder["run", "run.json"]))!;
        record.AsObject().Remove("result");
        File.WriteAllText(folder["run", "run.json"], record.ToJsonString());
        SurefootProcess.Outcome resumed = folder.Surefoot("train", "--resume", "run");
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.Equal(whole, File.ReadAllBytes(folder["run", "model.safetensors"]));
    }
}
