using System.Globalization;
using System.Text.RegularExpressions;
using Surefoot.Cli.Results;
using Surefoot.Cli.Tests.Commands;
using Surefoot.Lab.Reports;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Exchange;
using Surefoot.Training.Exchange.Onnx;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Tests.Cultures;

/// <summary>
/// Neither the culture of the program that uses the library nor the time zone and language of the machine changes a
/// byte of what is written.
/// </summary>
public sealed partial class CultureTests
{
    /// <summary>
    /// A clock that stands, in a zone far from UTC, so that nothing that is written tells of the time that it took.
    /// </summary>
    sealed class StoppedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone { get; } =
            TimeZoneInfo.CreateCustomTimeZone("far", TimeSpan.FromHours(14), "far", "far");

        public override DateTimeOffset GetUtcNow() => new(2026, 1, 31, 23, 59, 58, TimeSpan.FromHours(0));

        public override long GetTimestamp() => 0;
    }

    /// <summary>Everything that is written of a regression and of a classification, by its file's name.</summary>
    static Dictionary<string, byte[]> Written(CultureInfo culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        using ScratchFolder folder = new();
        try
        {
            CultureInfo.CurrentCulture = culture;
            folder.Write("numbers.csv", Tables.Numbers(120, seed: 1));
            folder.Write("classes.csv", Tables.Classes(120, seed: 1));
            Train(folder, "numbers");
            Train(folder, "classes");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        return Directory
            .EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder.Path, path), File.ReadAllBytes);
    }

    static void Train(ScratchFolder folder, string name)
    {
        TrainingData data = DataLoader.Load(folder[name + ".csv"], new DataOptions());
        Network<float> network = Network<float>.Build(
            new ModelDescription("mlp", data.Training.InputShape, data.Preprocessing.Outputs) { Hidden = [6] },
            1
        );
        RunFolder run = RunFolder.Create(folder[name]);
        TrainerOptions options = new() { Epochs = 2, Clock = new StoppedClock() };
        RmsPropOptions optimizer = new() { Momentum = 0.5 };
        RunResult result = new Trainer<float>(
            network,
            TaskLoss.For<float>(data.Preprocessing.Task),
            new Optimizer<float>(optimizer),
            options
        ).Train(data, [run.Metrics]);
        run.Write(
            new RunRecord
            {
                Name = name,
                Texts =
                [
                    .. Formula
                        .Of(optimizer)
                        .Concat(optimizer.Advice())
                        .Select((line, i) => KeyValuePair.Create($"line {i}", line)),
                ],
                Seed = 1,
                Task = data.Preprocessing.Task == TaskKind.Classification ? "classification" : "regression",
                Model = "mlp",
                Optimizer = "rmsprop",
                TargetName = data.Preprocessing.TargetName,
                Classes = data.Preprocessing.Classes,
                Data = DataRecord.Of(data) with { Source = name },
                Environment = RunEnvironment.Current,
                Started = options.Clock.GetLocalNow(),
                Result = result,
            }
        );
        RunReport.Write(run.ReportPath, run.Read());
        SavedModel.Save(run.ModelPath, network, data.Preprocessing);
        SavedModel model = SavedModel.Load(run.ModelPath);
        OnnxFile.Write(folder[name + ".onnx"], model);
        NpzFile.Write(folder[name + ".npz"], network);
        TorchWeights.Save(folder[name + ".safetensors"], network);
        PredictionFile.Write(folder[name + "-predictions.csv"], data.Preprocessing, model.Predict(data.Validation));
    }

    [Fact]
    public void Three_cultures_change_no_byte_of_any_file()
    {
        Dictionary<string, byte[]> usual = Written(CultureInfo.InvariantCulture);
        Assert.Equal(18, usual.Count);
        foreach (
            CultureInfo culture in (CultureInfo[])
                [ForeignCulture.French, ForeignCulture.Turkish, ForeignCulture.Persian]
        )
        {
            Assert.NotEqual("-1.5", (-1.5).ToString(culture));
            Dictionary<string, byte[]> foreign = Written(culture);
            Assert.Equal(usual.Keys.Order(), foreign.Keys.Order());
            Assert.All(
                usual,
                file =>
                    Assert.True(
                        file.Value.AsSpan().SequenceEqual(foreign[file.Key]),
                        $"{file.Key} differs: {Difference(file.Value, foreign[file.Key])}"
                    )
            );
        }
    }

    static string Difference(byte[] usual, byte[] foreign)
    {
        int at = usual.AsSpan().CommonPrefixLength(foreign);
        return $"at {at}, '{Part(usual, at)}' became '{Part(foreign, at)}'";
    }

    static string Part(byte[] bytes, int at) =>
        System.Text.Encoding.UTF8.GetString(
            bytes.AsSpan(Math.Max(0, at - 20), Math.Min(60, bytes.Length - Math.Max(0, at - 20)))
        );

    /// <summary>The command in a process of its own, under the variables that set language and time zone.</summary>
    [LinuxFact]
    public void The_machines_language_and_time_zone_change_no_byte_but_the_times()
    {
        Dictionary<string, string> usual = Commanded(("LC_ALL", "C"), ("TZ", "UTC"));
        Assert.Contains("\"started\": \"TIME\"", usual["run/run.json"], StringComparison.Ordinal);
        foreach (
            (string language, string zone) in (ReadOnlySpan<(string, string)>)
                [
                    ("fr_FR.UTF-8", "Pacific/Kiritimati"),
                    ("tr_TR.UTF-8", "America/St_Johns"),
                    ("fa_IR.UTF-8", "Asia/Tehran"),
                ]
        )
        {
            Dictionary<string, string> foreign = Commanded(("LC_ALL", language), ("LANG", language), ("TZ", zone));
            Assert.Equal(usual.Keys.Order(), foreign.Keys.Order());
            Assert.All(usual, file => Assert.Equal(file.Value, foreign[file.Key]));
        }
    }

    static Dictionary<string, string> Commanded(params (string Name, string Value)[] variables)
    {
        using ScratchFolder folder = new();
        folder.Write("classes.csv", Tables.Classes(120, seed: 1));
        foreach (
            string line in (string[])
                [
                    "train classes.csv --epochs 2 --threads 1 --out run",
                    "export run --onnx m.onnx --npz m.npz --safetensors m.safetensors",
                    "predict run classes.csv --out p.csv",
                ]
        )
        {
            SurefootProcess.Outcome outcome = SurefootProcess.Run(folder.Path, variables, line.Split(' '));
            Assert.True(outcome.ExitCode == 0, outcome.Errors);
        }
        // Checkpoints hold the time that the run took, under a hash.
        return Directory
            .EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("checkpoints", StringComparison.Ordinal))
            .ToDictionary(
                path => Path.GetRelativePath(folder.Path, path),
                path => Timeless(System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path)), folder.Path)
            );
    }

    // Moments, seconds and rows a second: in JSON by their names, in the report as it shows them.
    static string Timeless(string text, string folder) =>
        Shown()
            .Replace(
                Fields().Replace(text.Replace(folder, "FOLDER", StringComparison.Ordinal), "${name}\"TIME\""),
                "TIME"
            );

    [GeneratedRegex(
        """(?<name>"(started|seconds|samplesPerSecond|firstStepDone|secondsToFirstStep)": ?)("[^"]*"|[-0-9.eE+]+)""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Fields();

    [GeneratedRegex(
        """\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?Z?( UTC)?|[0-9.,]+ (s|min|h|samples/s)\b""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Shown();
}
