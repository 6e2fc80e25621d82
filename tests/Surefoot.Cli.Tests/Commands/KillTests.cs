using System.Diagnostics;
using System.Globalization;
using Surefoot.Training.Runs;
using Xunit.Abstractions;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>
/// Processes that train are killed at random moments, also while they write, and resumed until they finish: the model is byte for byte that of the run that was never
/// killed. SUREFOOT_KILLS says how many kills, five unless it does; SUREFOOT_KILL_SEED when they come.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
{
    static readonly int Kills = Setting("SUREFOOT_KILLS", 5), Seed = Setting("SUREFOOT_KILL_SEED", 1);

    // A checkpoint after every second step: most of the time goes into writing them, so most kills hit that.
    static readonly string[] Arguments =
    [
        "train", "digits", "--model", "mlp", "--hidden", "16", "--dropout", "0.2", "--optimizer", "rmsprop", "--momentum", "0.5", "--schedule", "cosine", "--average", "0.99",
        "--accumulate", "3", "--augment", "noise:0.1", "--epochs", "3", "--checkpoint-every", "2", "--threads", "2",
    ];

    int killed, whileWriting, finished, resumed;

    [LinuxFact]
    public void A_killed_run_is_resumed_and_ends_with_the_same_bytes()
    {
        using ScratchFolder folder = new();
        long started = Stopwatch.GetTimestamp();
        SurefootProcess.Outcome never = folder.Surefoot([.. Arguments, "--out", "never"]);
        Assert.True(never.ExitCode == 0, never.Errors);
        TimeSpan length = Stopwatch.GetElapsedTime(started);

        var random = new Random(Seed);
        for (int run = 1; killed < Kills; run++)
        {
            TrainAndKill(folder, $"run{run}", length, random);
            byte[] expected = File.ReadAllBytes(folder["never", "model.safetensors"]), actual = File.ReadAllBytes(folder[$"run{run}", "model.safetensors"]);
            Assert.True(expected.AsSpan().SequenceEqual(actual), $"run {run}: model.safetensors differs, after {killed} kills");
            Assert.Equal(Epochs(folder["never"]), Epochs(folder[$"run{run}"]));
            Assert.True(File.Exists(folder[$"run{run}", "report.html"]));
            finished++;
        }

        output.WriteLine($"{killed} kills, {whileWriting} of them while a file was being written; {resumed} resumes; {finished} runs finished, each with the bytes of the run that was never killed.");
    }

    void TrainAndKill(ScratchFolder folder, string name, TimeSpan length, Random random)
    {
        if (Killed(folder, random.NextDouble() * length, name, [.. Arguments, "--out", name]))
        {
            while (killed < Kills && Killed(folder, random.NextDouble() * length, null, "train", "--resume", name))
            {
            }

            SurefootProcess.Outcome last = folder.Surefoot("train", "--resume", name, "--threads", "1");
            Assert.True(last.ExitCode == 0, last.Errors);
            resumed++;
        }
    }

    // Whether it was killed; otherwise it came to its end before.
    bool Killed(ScratchFolder folder, TimeSpan after, string? begins, params string[] arguments)
    {
        using Process process = SurefootProcess.Start(folder.Path, arguments);
        Task<string> text = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        // Before run.json is there, there is no run that could be resumed.
        while (begins is not null && !process.HasExited && !File.Exists(folder[begins, "run.json"]))
            Thread.Sleep(1);
        if (!process.WaitForExit(after))
        {
            process.Kill();
            process.WaitForExit();
            killed++;
            if (begins is null)
                resumed++;
            if (Directory.EnumerateFiles(folder.Path, ".*.tmp", SearchOption.AllDirectories).Any())
                whileWriting++;
            return true;
        }

        Assert.True(process.ExitCode == 0, errors.Result + text.Result);
        return false;
    }

    static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    static IEnumerable<EpochDone> Epochs(string run) => RunFolder.Open(run).Read().Epochs.Select(epoch => epoch with { Seconds = 0, SamplesPerSecond = 0 });
}
