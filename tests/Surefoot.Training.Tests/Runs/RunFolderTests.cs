using System.Globalization;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;
using Surefoot.Training.Tests.Formats;

namespace Surefoot.Training.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    static RunRecord Record(string name) =>
        new()
        {
            Name = name,
            Arguments = ["train", "über.csv", "--target", "a\"b"],
            Texts = [new("optimizer", "rmsprop"), new("learning rate", "0.001"), new("epochs", "3")],
            Seed = ulong.MaxValue,
            Task = "classification",
            Model = "mlp",
            Optimizer = "rmsprop",
            TargetName = "a\"b",
            Classes = ["ja", "nein"],
            Data = new DataRecord
            {
                Source = "über.csv",
                Fingerprint = "ab12",
                TrainingRows = 10,
                ValidationRows = 2,
                Notes = ["The column x was left out."],
            },
            Environment = RunEnvironment.Current,
            Started = new DateTimeOffset(2026, 1, 31, 23, 59, 58, TimeSpan.FromHours(5)),
            Result = new RunResult
            {
                Outcome = RunOutcome.StoppedEarly,
                Epochs = 3,
                BestEpoch = 2,
                Steps = 6,
                Parameters = 40,
                TrainLoss = 1.0 / 3,
                Seconds = 0.1,
                SamplesPerSecond = double.NaN,
                Validation = new Evaluation
                {
                    Rows = 2,
                    Loss = 0.25,
                    Accuracy = 0.5,
                    Confusion = new[,]
                    {
                        { 1, 0 },
                        { 1, 0 },
                    },
                },
                Warnings = ["something"],
            },
        };

    static EpochDone Epoch(int epoch, double loss) =>
        new(epoch, 3, epoch * 2, loss, double.NaN, 0.5, true, 1e-3, 2.5, 0.1 * epoch, 1e4);

    [Fact]
    public void A_record_comes_back_as_it_was_written()
    {
        RunFolder folder = RunFolder.Create(scratch["run"]);
        RunRecord record = Record(folder.Name);
        folder.Write(record);
        folder.Metrics.EpochDone(Epoch(1, 1.0 / 3));
        folder.Metrics.EpochDone(Epoch(2, double.PositiveInfinity));
        RunRecord read = RunFolder.Open(scratch["run"]).Read();
        Assert.Equal(record.ToJson().ToJsonString(), read.ToJson().ToJsonString());
        Assert.Equal(record.Started, read.Started);
        Assert.Equal(record.Texts, read.Texts);
        Assert.Equal(record.Result!.Confusion, read.Result!.Confusion);
        Assert.True(double.IsNaN(read.Result.SamplesPerSecond));
        Assert.Equal([Epoch(1, 1.0 / 3), Epoch(2, double.NaN)], read.Epochs);
    }

    [Fact]
    public void Default_names_count_up_and_no_run_is_overwritten()
    {
        string runs = scratch["runs"];
        Assert.Equal("mlp-rmsprop-1", RunFolder.CreateNext(runs, "mlp", "rmsprop").Name);
        Assert.Equal("mlp-rmsprop-2", RunFolder.CreateNext(runs, "mlp", "rmsprop").Name);
        Assert.Equal("mlp-adam-1", RunFolder.CreateNext(runs, "mlp", "adam").Name);
        var error = Assert.Throws<RunException>(() => RunFolder.Create(Path.Combine(runs, "mlp-adam-1")));
        Assert.Contains("metrics.jsonl is there", error.Message);
        Assert.Contains("name another folder", error.Message);
    }

    [Theory]
    [InlineData("run.json")]
    [InlineData("metrics.jsonl")]
    [InlineData("model.safetensors")]
    [InlineData("report.html")]
    public void A_folder_with_any_file_of_a_run_is_refused_and_one_with_other_files_is_not(string file)
    {
        Directory.CreateDirectory(scratch["run"]);
        File.WriteAllText(scratch[Path.Combine("run", "notes.txt")], "mine");
        File.WriteAllText(scratch[Path.Combine("run", file)], "");
        Assert.Throws<RunException>(() => RunFolder.Create(scratch["run"]));
        File.Delete(scratch[Path.Combine("run", file)]);
        RunFolder.Create(scratch["run"]);
        Assert.Equal(
            ["metrics.jsonl", "notes.txt"],
            Directory.GetFiles(scratch["run"]).Select(Path.GetFileName).Order()
        );
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named_with_a_remedy()
    {
        File.WriteAllText(scratch["file"], "");
        var error = Assert.Throws<RunException>(() => RunFolder.Create(scratch[Path.Combine("file", "run")]));
        Assert.Contains(scratch[Path.Combine("file", "run")], error.Message);
        Assert.Contains("Name a folder elsewhere", error.Message);
        Assert.Throws<RunException>(() => RunFolder.Create(scratch["file"]));
        Assert.Throws<RunException>(() => RunFolder.Create(""));
        Assert.Throws<RunException>(() => RunFolder.Open("a\0b"));
        if (OperatingSystem.IsLinux())
            Assert.Throws<RunException>(() => RunFolder.Create("/proc/run"));
    }

    [Fact]
    public void Too_little_room_is_found_before_training_and_leaves_nothing_behind()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var error = Assert.Throws<RunException>(() => RunFolder.Create(scratch["run"], room: 1L << 60));
        Assert.Contains($"no room on its disk for the {1L << 60} bytes", error.Message);
        Assert.False(Directory.Exists(scratch["run"]));
        RunFolder.Create(scratch["run"], room: 1 << 20);
    }

    [Fact]
    public void The_last_line_of_an_epoch_counts_and_a_torn_one_does_not()
    {
        RunFolder folder = RunFolder.Create(scratch["run"]);
        foreach (EpochDone epoch in (EpochDone[])[Epoch(1, 1), Epoch(2, 0.9), Epoch(3, 0.8), Epoch(2, 0.7)])
            folder.Metrics.EpochDone(epoch);
        File.AppendAllText(folder.MetricsPath, "{\"epoch\":3,\"tra");
        // An earlier session's third epoch is not the last one's.
        Assert.Equal([1, 0.7], RunMetrics.Read(folder.MetricsPath).Epochs.Select(e => e.TrainLoss));
        folder.Metrics.EpochDone(Epoch(3, 0.6));
        Assert.Equal([1, 0.7, 0.6], RunMetrics.Read(folder.MetricsPath).Epochs.Select(e => e.TrainLoss));
        Assert.Equal(5, File.ReadAllLines(folder.MetricsPath).Length);
    }

    [Theory]
    [InlineData("nonsense", "line 2 is not valid JSON")]
    [InlineData("[]", "line 2 is not a JSON object")]
    [InlineData("{}", "line 2: \"epoch\" is missing")]
    [InlineData("{\"epoch\":0}", "\"epoch\" is 0; a whole number from 1")]
    [InlineData("{\"epoch\":1.5}", "\"epoch\" is 1.5")]
    [InlineData("{\"epoch\":1,\"epoch\":2}", "line 2: \"epoch\" is there twice")]
    [InlineData("{\"epoch\":1,\"\\ud800\":2}", "line 2 is not valid JSON")]
    public void A_whole_line_that_is_no_epoch_is_named(string line, string message)
    {
        RunFolder folder = RunFolder.Create(scratch["run"]);
        folder.Metrics.EpochDone(Epoch(1, 1));
        File.AppendAllText(folder.MetricsPath, line + "\n");
        Assert.Contains(message, Assert.Throws<ModelFileException>(() => RunMetrics.Read(folder.MetricsPath)).Message);
    }

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 3", "newer Surefoot")]
    [InlineData("\"version\": 1", "\"version\": 0", "\"version\" is 0")]
    [InlineData("\"name\": \"run\",", "", "\"name\" is missing")]
    [InlineData("\"StoppedEarly\"", "\"Exploded\"", "one of Completed, StoppedEarly, Diverged, Interrupted")]
    [InlineData("\"seed\": 18446744073709551615", "\"seed\": -1", "\"seed\"")]
    [InlineData("\"2026-01-31T18:59:58Z\"", "\"yesterday\"", "\"started\" is \"yesterday\"")]
    [InlineData("\"accuracy\": 0.5", "\"accuracy\": \"high\"", "accuracy\" is \"high\"; a number is expected")]
    [InlineData("\"classes\": [", "\"classes\": [1,", "\"classes[0]\" is 1; a text is expected")]
    [InlineData("\"classes\": [", "\"classes\": [null,", "\"classes[0]\" is null")]
    [InlineData("\"name\": \"run\",", "\"name\": null,", "\"name\" is missing")]
    [InlineData("\"name\": \"run\",", "\"name\": \"run\", \"name\": \"run\",", "line 3: \"name\" is there twice")]
    [InlineData("\"data\": {", "\"data\": 4, \"rest\": {", "\"data\" is of another kind than is expected there")]
    [InlineData("\"trainingRows\":", "\"rows\":", "\"data.trainingRows\" is missing")]
    [InlineData(
        "\"cores\":",
        "\"cores\": 0, \"of\":",
        "\"environment.cores\" is 0; a whole number from 1 to 2147483647"
    )]
    [InlineData("\"confusion\": [", "\"confusion\": [[1],", "not square")]
    public void A_record_that_was_tampered_with_is_refused_by_field(string old, string now, string message)
    {
        RunFolder folder = RunFolder.Create(scratch["run"]);
        folder.Write(Record("run"));
        string text = File.ReadAllText(folder.RecordPath);
        Assert.Contains(old, text);
        File.WriteAllText(folder.RecordPath, text.Replace(old, now));
        var error = Assert.Throws<ModelFileException>(() => folder.Read());
        Assert.Contains(message, error.Message);
        Assert.Contains("run.json", error.Message);
    }

    [Fact]
    public void The_users_culture_changes_no_byte()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        RunFolder folder = RunFolder.Create(scratch["run"]);
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("")
            {
                NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "−" },
                DateTimeFormat = { TimeSeparator = ".", DateSeparator = "/" },
            };
            folder.Write(Record("run"));
            folder.Metrics.EpochDone(Epoch(1, -0.5));
            Assert.Contains("it was 0.00125.", Diverged());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.Contains("\"started\": \"2026-01-31T18:59:58Z\"", File.ReadAllText(folder.RecordPath));
        Assert.Contains("\"trainLoss\":-0.5,", File.ReadAllText(folder.MetricsPath));
    }

    static string Diverged()
    {
        TrainingData data = Samples.Images();
        Network<float> network = Samples.Mlp(data);
        return Samples
            .Train(
                network,
                Samples.With(
                    data,
                    new WatchedDataset(data.Training, (_, _) => { }) { Poison = float.NaN, PoisonAfter = 1 }
                ),
                new TrainerOptions { Threads = 1 },
                rate: 0.00125
            )
            .Explanation!;
    }

    [Fact]
    public void A_folder_without_a_run_is_named() =>
        Assert.Contains("holds no run", Assert.Throws<RunException>(() => RunFolder.Open(scratch.Path)).Message);

    [Fact]
    public void The_environment_names_what_the_run_ran_on()
    {
        RunEnvironment here = RunEnvironment.Current;
        Assert.StartsWith(".NET 10", here.Runtime);
        Assert.Matches(@"^\d+\.\d+\.\d+", here.Surefoot);
        Assert.NotEmpty(here.Processor);
        Assert.Equal(Environment.ProcessorCount, here.Cores);
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name_and_value()
    {
        Assert.Contains(
            "Epochs is 0",
            Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerOptions { Epochs = 0 }).Message
        );
        Assert.Contains(
            "BatchSize is -1",
            Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerOptions { BatchSize = -1 }).Message
        );
        Assert.Contains(
            "Patience is -2",
            Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerOptions { Patience = -2 }).Message
        );
        Assert.Contains(
            "Threads is 0",
            Assert.Throws<ArgumentOutOfRangeException>(() => new TrainerOptions { Threads = 0 }).Message
        );
    }
}
