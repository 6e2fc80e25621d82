using System.Globalization;
using System.Text.Json.Nodes;

namespace Surefoot.Cli.Tests.Commands;

[Collection(nameof(TrainedDigits))]
public sealed class PredictTests(TrainedDigits trained)
{
    [Fact]
    public void A_new_process_measures_what_the_training_process_measured_bit_for_bit()
    {
        JsonNode evaluated = JsonNode.Parse(trained.Surefoot("evaluate", "runs/shared", "digits", "--json").LastLine)!;
        JsonNode test = JsonNode.Parse(File.ReadAllText(Path.Combine(trained.Run, "run.json")))!["result"]!["test"]!;
        Assert.Equal((double)test["loss"]!, (double)evaluated["loss"]!);
        Assert.Equal((double)test["accuracy"]!, (double)evaluated["accuracy"]!);
        Assert.Equal(test["confusion"]!.ToJsonString(), evaluated["confusion"]!.ToJsonString());
    }

    [Fact]
    public void Predictions_are_the_same_bytes_from_the_folder_and_from_the_file_with_one_thread_and_with_two()
    {
        SurefootProcess.Outcome one = trained.Surefoot("predict", "runs/shared", "digits", "--threads", "1");
        SurefootProcess.Outcome two = trained.Surefoot(
            "predict",
            "runs/shared/model.safetensors",
            "digits",
            "--threads",
            "2",
            "--out",
            "two.csv"
        );
        Assert.Equal((0, 0, ""), (one.ExitCode, two.ExitCode, two.Output));
        Assert.Equal(one.Output, File.ReadAllText(Path.Combine(trained.Folder, "two.csv")));
    }

    [Fact]
    public void The_file_has_a_line_a_row_with_the_class_and_the_probability_of_each_class()
    {
        string[] lines = trained.Surefoot("predict", "runs/shared", "digits").Output.TrimEnd().Split('\n');
        Assert.Equal(
            "prediction," + string.Join(',', Enumerable.Range(0, 10).Select(i => "probability_" + i)),
            lines[0]
        );
        Assert.Equal(1797, lines.Length - 1);
        foreach (string line in lines[1..])
        {
            string[] fields = line.Split(',');
            double[] probabilities =
            [
                .. fields[1..].Select(field => double.Parse(field, CultureInfo.InvariantCulture)),
            ];
            Assert.Equal(1, probabilities.Sum(), 5);
            Assert.Equal(fields[0], probabilities.Index().MaxBy(pair => pair.Item).Index.ToString());
        }
    }

    [Fact]
    public void The_confusion_matrix_is_shown_to_people()
    {
        string output = trained.Surefoot("evaluate", "runs/shared", "digits").Output;
        Assert.Matches(@"^accuracy   9\d\.\d\d %  \(95 % interval ", output);
        Assert.Contains("recall   (columns: predicted)", output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void A_disk_without_room_is_told_of_and_leaves_no_half_file()
    {
        Assert.Contains(
            "/dev/full",
            trained.Surefoot("predict", "runs/shared", "digits", "--out", "/dev/full").Refusal(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "nowhere/p.csv",
            trained.Surefoot("predict", "runs/shared", "digits", "--out", "nowhere/p.csv").Refusal(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_regression_predicts_in_the_targets_units_and_needs_no_target()
    {
        using ScratchFolder folder = new();
        folder.Write("train.csv", Tables.Numbers(600, seed: 1));
        folder.Write("new.csv", "town,area\ncity,100\nvillage,100\nelsewhere,100\n");
        Assert.Equal(0, folder.Surefoot("train", "train.csv", "--epochs", "60", "--out", "run").ExitCode);
        string[] lines = folder.Surefoot("predict", "run", "new.csv").Output.TrimEnd().Split('\n');
        Assert.Equal("prediction", lines[0]);
        Assert.Equal(800, double.Parse(lines[1], CultureInfo.InvariantCulture), 150.0);
        Assert.Equal(500, double.Parse(lines[2], CultureInfo.InvariantCulture), 150.0);
        Assert.Equal(4, lines.Length);
    }
}
