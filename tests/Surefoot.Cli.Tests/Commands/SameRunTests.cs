using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Surefoot.Clipping;
using Surefoot.Lab.Reports;
using Surefoot.Lab.Server;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Training.Data;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>
/// A run of the command and one of a program with the same settings are shown the same, and each can be gone on with.
/// </summary>
public sealed class SameRunTests : IDisposable
{
    readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    // 400 rows: 340 to train on, 11 batches of 32, 33 steps.
    string Data => folder["a.csv"];

    void ByCommand()
    {
        folder.Write("a.csv", Tables.Classes(400, 3));
        SurefootProcess.Outcome trained = folder.Surefoot(
            "train",
            Data,
            "--hidden",
            "6,4",
            "--dropout",
            "0.1",
            "--bins",
            "0",
            "--preset",
            "dqn",
            "--weight-decay",
            "1e-4",
            "--schedule",
            "cosine",
            "--warmup",
            "5",
            "--clip-norm",
            "0.5",
            "--average",
            "0.9",
            "--epochs",
            "3",
            "--patience",
            "0",
            "--threads",
            "1",
            "--seed",
            "7",
            "--out",
            "runs/command"
        );
        Assert.True(trained.ExitCode == 0, trained.Errors);
    }

    static Trainer<float> Trainer(TrainingData data, TimeProvider clock)
    {
        Network<float> network = Network<float>.Build(
            new ModelDescription("mlp", data.Training.InputShape, data.Preprocessing.Outputs)
            {
                Hidden = [6, 4],
                Dropout = 0.1,
            },
            seed: 7
        );
        Optimizer<float> optimizer = new(RmsPropOptions.Presets["dqn"] with { WeightDecay = 1e-4 })
        {
            Layout = network.Layout,
            Clipping = GradientClipping.ByGlobalNorm(0.5),
            Schedule = new WarmupSchedule(5, new CosineSchedule(28)),
        };
        return new(
            network,
            TaskLoss.For<float>(data.Preprocessing.Task),
            optimizer,
            new TrainerOptions
            {
                Epochs = 3,
                Seed = 7,
                Threads = 1,
                AverageDecay = 0.9,
                Clock = clock,
            }
        );
    }

    // As the command reads tables.
    TrainingData Rows() =>
        DataLoader.Load(
            Data,
            new DataOptions
            {
                Seed = 7,
                Bins = 0,
                WordsByData = true,
                Text = new()
                {
                    Vocabulary = 100_000,
                    FewestRows = 1,
                    Distinct = true,
                },
            }
        );

    RunFolder ByProgram(string name, RunControl? control = null, TimeProvider? clock = null)
    {
        RunFolder run = RunFolder.Create(folder["runs", name]);
        Trainer(Rows(), clock ?? TimeProvider.System).Train(Rows(), run, control: control);
        RunReport.Write(run.ReportPath, run.Read());
        return run;
    }

    // What is not the same in two runs of the same settings: names, moments and times.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    static string Plain(string text, string name) =>
        Regex.Replace(
            text.Replace(name, "NAME", StringComparison.Ordinal),
            @"[\d.,]+ (s|min|samples/s)\b|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d",
            "#",
            RegexOptions.ExplicitCapture,
            Patience
        );

    [Fact]
    public async Task Inspect_its_JSON_the_report_and_the_page_show_the_same_of_both()
    {
        ByCommand();
        RunFolder program = ByProgram("program"),
            command = RunFolder.Open(folder["runs", "command"]);
        Assert.Equal(File.ReadAllBytes(command.ModelPath), File.ReadAllBytes(program.ModelPath));
        Assert.Equal(
            command.Read().Settings!.ToJson().ToJsonString(),
            program.Read().Settings!.ToJson().ToJsonString()
        );

        SurefootProcess.Outcome one = folder.Surefoot("inspect", "runs/command"),
            other = folder.Surefoot("inspect", "runs/program");
        Assert.Equal(Plain(one.Output, "command"), Plain(other.Output, "program"));
        Assert.All(
            (string[])
                [
                    "hidden layers        6, 4",
                    "decay ρ              0.95",
                    "cosine over 28 steps",
                    "warm-up              5 steps",
                    "all together to 0.5",
                    "Formula",
                    "θ ← θ − η·g/√(s + ε)",
                    "Advice",
                    "acts like 0.1 outside it",
                ],
            part => Assert.Contains(part, other.Output, StringComparison.Ordinal)
        );

        JsonNode first = Json("runs/command"),
            second = Json("runs/program");
        foreach (
            string name in (string[])
                [
                    "settings",
                    "values",
                    "formula",
                    "advice",
                    "layers",
                    "diagnoses",
                    "trainLoss",
                    "model",
                    "optimizer",
                    "seed",
                    "parameters",
                ]
        )
            Assert.True(JsonNode.DeepEquals(first[name], second[name]), name);
        Assert.Equal(0.95, (double)second["values"]!["optimizer"]!["settings"]!["decay"]!);

        // The command's own line is the one thing that a program has none of.
        string report = Regex.Replace(
            File.ReadAllText(command.ReportPath),
            @"<section class=""card"" aria-labelledby=""again-heading"">.*?</section>\s*",
            "",
            RegexOptions.Singleline,
            Patience
        );
        Assert.Equal(Words(Plain(report, "command")), Words(Plain(File.ReadAllText(program.ReportPath), "program")));

        await using LabServer server = await LabServer.StartAsync(new LabOptions { RunsFolder = folder["runs"] });
        using HttpClient client = new();
        string both = await client.GetStringAsync(new Uri(server.Address, "runs?run=command&run=program"));
        Assert.Contains("All settings are the same.", both, StringComparison.Ordinal);
        Assert.Contains(
            "cosine over 28 steps",
            await client.GetStringAsync(new Uri(server.Address, "report?run=program")),
            StringComparison.Ordinal
        );
    }

    static string[] Words(string html) =>
        Regex
            .Replace(html, "<svg.*?</svg>|<[^>]*>", " ", RegexOptions.Singleline, Patience)
            .Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    JsonNode Json(string run) => JsonNode.Parse(folder.Surefoot("inspect", run, "--json").LastLine)!;

    // Ends the run as it asks for the time of its n-th moment: after some steps, whatever the machine is doing.
    sealed class StoppingClock(RunControl control) : TimeProvider
    {
        int asked;

        public override long GetTimestamp()
        {
            if (++asked == 60)
                control.Stop();
            return asked;
        }
    }

    [Fact]
    public void A_run_that_a_program_began_is_ended_by_the_command_with_the_same_bytes()
    {
        folder.Write("a.csv", Tables.Classes(400, 3));
        RunFolder whole = ByProgram("whole");
        RunControl control = new();
        RunFolder stopped = ByProgram("stopped", control, new StoppingClock(control));
        Assert.Equal(RunOutcome.Interrupted, stopped.Read().Result!.Outcome);
        SurefootProcess.Outcome resumed = folder.Surefoot("train", "--resume", "runs/stopped", "--threads", "2");
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.Equal(File.ReadAllBytes(whole.ModelPath), File.ReadAllBytes(stopped.ModelPath));
    }

    [Fact]
    public void The_command_goes_on_by_the_values_and_not_by_its_words()
    {
        ByCommand();
        RunFolder run = RunFolder.Open(folder["runs", "command"]);
        byte[] model = File.ReadAllBytes(run.ModelPath);
        RunRecord record = run.Read();
        // As if the process had died after its second epoch; and whatever the words say, the values count.
        File.Delete(run.ModelPath);
        foreach (string last in Directory.GetFiles(run.CheckpointsPath).Order(StringComparer.Ordinal).Skip(1))
            File.Delete(last);
        run.Write(
            record with
            {
                Result = null,
                Arguments = ["train", "nowhere.csv", "--optimizer", "adam", "--hidden", "99", "--epochs", "1"],
            }
        );
        SurefootProcess.Outcome resumed = folder.Surefoot("train", "--resume", "runs/command", "--threads", "2");
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.Contains("The run goes on from step 22", resumed.Errors, StringComparison.Ordinal);
        Assert.Equal(model, File.ReadAllBytes(run.ModelPath));

        // Rows of a program cannot be read by the command.
        run.Write(
            record with
            {
                Result = null,
                Arguments = [],
                Settings = record.Settings! with { Data = null, DataPath = null },
            }
        );
        File.Delete(run.ModelPath);
        Assert.Contains(
            "whose rows a program made",
            folder.Surefoot("train", "--resume", "runs/command").Refusal(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "The program that made it goes on with it.",
            folder.Surefoot("inspect", "runs/command").Output,
            StringComparison.Ordinal
        );
    }
}
