using System.Diagnostics;
using System.Globalization;
using Surefoot.Training.Runs;
using Xunit.Abstractions;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>
/// Processes that train are killed at random moments, also while they write, and resumed until they finish: the model
/// is byte for byte that of the run that was never killed. SUREFOOT_KILLS says how many kills, five unless it does;
/// SUREFOOT_KILL_SEED when they come.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    static readonly int Kills = Setting("SUREFOOT_KILLS", 5),
        Seed = Setting("SUREFOOT_KILL_SEED", 1);

    // A checkpoint after every second step: most of the time goes into writing them, so most kills hit that.
    static readonly string[] Arguments =
    [
        "train",
        "digits",
        "--model",
        "mlp",
        "--hidden",
        "16",
        "--dropout",
        "0.2",
        "--optimizer",
        "rmsprop",
        "--momentum",
        "0.5",
        "--schedule",
        "cosine",
        "--average",
        "0.99",
        "--accumulate",
        "3",
        "--augment",
        "noise:0.1",
        "--epochs",
        "3",
        "--checkpoint-every",
        "2",
        "--threads",
        "2",
    ];

    int killed,
        whileWriting,
        finished,
        resumed;

    [LinuxFact]
    public void A_killed_run_is_resumed_and_ends_with_the_same_bytes()
    {
        using ScratchFolder folder = new();
        SurefootProcess.Outcome never = folder.Surefoot([.. Arguments, "--out", "never"]);
        Assert.True(never.ExitCode == 0, never.Errors);
        TimeSpan training = TimeSpan.FromSeconds(RunFolder.Open(folder["never"]).Read().Result!.Seconds);

        var random = new Random(Seed);
        for (int run = 1; killed < Kills; run++)
        {
            TrainAndKill(folder, $"run{run}", training, random);
            byte[] expected = File.ReadAllBytes(folder["never", "model.safetensors"]),
                actual = File.ReadAllBytes(folder[$"run{run}", "model.safetensors"]);
            Assert.True(
                expected.AsSpan().SequenceEqual(actual),
                $"run {run}: model.safetensors differs, after {killed} kills"
            );
            Assert.Equal(Epochs(folder["never"]), Epochs(folder[$"run{run}"]));
            Assert.True(File.Exists(folder[$"run{run}", "report.html"]));
            finished++;
        }

        output.WriteLine(
            $"{killed} kills, {whileWriting} of them while a file was being written; {resumed} resumes; "
                + $"{finished} runs finished, each with the bytes of the run that was never killed."
        );
    }

    // The first process of a run is killed once there is a run; of those that resume it every second once it trains
    // again, the others at any moment from their start.
    void TrainAndKill(ScratchFolder folder, string name, TimeSpan training, Random random)
    {
        string record = folder[name, "run.json"],
            metrics = folder[name, "metrics.jsonl"];
        if (Killed(folder, () => File.Exists(record), random.NextDouble() * training, [.. Arguments, "--out", name]))
        {
            for (bool goesOn = true; killed < Kills && goesOn; )
            {
                resumed++;
                long before = new FileInfo(metrics).Length;
                Func<bool> begins = killed % 2 == 0 ? () => true : () => new FileInfo(metrics).Length > before;
                goesOn = Killed(
                    folder,
                    begins,
                    random.NextDouble() * (killed % 2 == 0 ? 2 * training : training),
                    "train",
                    "--resume",
                    name
                );
            }

            SurefootProcess.Outcome last = folder.Surefoot("train", "--resume", name, "--threads", "1");
            Assert.True(last.ExitCode == 0, last.Errors);
            resumed++;
        }
    }

    // Whether it was killed; otherwise it came to its end before.
    bool Killed(ScratchFolder folder, Func<bool> begins, TimeSpan after, params string[] arguments)
    {
        string[] halfWritten = HalfWritten(folder);
        using Process process = SurefootProcess.Start(folder.Path, arguments);
        Task<string> text = process.StandardOutput.ReadToEndAsync(),
            errors = process.StandardError.ReadToEndAsync();
        while (!process.HasExited && !begins())
            Thread.Sleep(1);
        if (!process.WaitForExit(after))
        {
            process.Kill();
            process.WaitForExit();
            killed++;
            if (HalfWritten(folder).Except(halfWritten).Any())
                whileWriting++;
            return true;
        }

        Assert.True(process.ExitCode == 0, errors.Result + text.Result);
        return false;
    }

    static string[] HalfWritten(ScratchFolder folder) =>
        Directory.GetFiles(folder.Path, ".*.tmp", SearchOption.AllDirectories);

    static int Setting(string name, int otherwise) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(name),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int value
        )
            ? value
            : otherwise;

    static IEnumerable<EpochDone> Epochs(string run) =>
        RunFolder.Open(run).Read().Epochs.Select(epoch => epoch with { Seconds = 0, SamplesPerSecond = 0 });
}
