using System.Diagnostics;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>The command that goes on with a run, and what it refuses.</summary>
public sealed class ResumeTests
{
    static readonly string[] Long =
    [
        "train",
        "digits",
        "--model",
        "mlp",
        "--hidden",
        "16",
        "--epochs",
        "100000",
        "--patience",
        "0",
        "--out",
        "run",
    ];

    static void Signal(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [signal, process.Id.ToString()]);
        kill.WaitForExit();
    }

    static void Wait(Func<bool> until)
    {
        while (!until())
            Thread.Sleep(5);
    }

    static bool HasCheckpoint(ScratchFolder folder, string start) =>
        Directory.Exists(folder["run", "checkpoints"])
        && Directory.EnumerateFiles(folder["run", "checkpoints"], start + "*").Any();

    [LinuxFact]
    public void A_run_is_asked_from_outside_locked_ended_and_cannot_be_ended_twice_at_once()
    {
        using ScratchFolder folder = new();
        using Process process = SurefootProcess.Start(folder.Path, Long);
        Task<string> output = process.StandardOutput.ReadToEndAsync(),
            errors = process.StandardError.ReadToEndAsync();
        Wait(() => HasCheckpoint(folder, "step-"));
        RunFolder run = RunFolder.Open(folder["run"]);
        Assert.True(run.IsInUse);
        Assert.Contains(
            $"in use by process {process.Id}",
            folder.Surefoot("train", "--resume", "run").Refusal(),
            StringComparison.Ordinal
        );

        run.Ask(RunRequest.Pause);
        Wait(() => !File.Exists(folder["run", "control"]));
        run.Ask(RunRequest.Checkpoint);
        Wait(() => !File.Exists(folder["run", "control"]));
        Signal(process, "-TERM");
        process.WaitForExit();
        Assert.True(process.ExitCode == 130, errors.Result);
        Assert.Contains("surefoot train --resume run", output.Result, StringComparison.Ordinal);
        Assert.False(run.IsInUse);
        Assert.Equal(RunOutcome.Interrupted, run.Read().Result!.Outcome);
        int step = run.Read().Epochs[^1].Epoch;

        // Two signals at once: the second ends the process wherever it is.
        using Process again = SurefootProcess.Start(folder.Path, "train", "--resume", "run");
        Task<string> more = again.StandardError.ReadToEndAsync();
        Wait(() => run.Read().Epochs is [.., var last] && last.Epoch > step);
        Interrupt.Send(again);
        Interrupt.Send(again);
        again.WaitForExit();
        Assert.True(again.ExitCode == 130, more.Result);
        run.Lock().Dispose();
    }

    [Fact]
    public void What_cannot_go_on_is_refused_with_the_reason()
    {
        using ScratchFolder folder = new();
        Assert.Contains(
            "holds no run",
            folder.Surefoot("train", "--resume", "nowhere").Refusal(),
            StringComparison.Ordinal
        );
        folder.Write("a.csv", Tables.Numbers(40, 1));
        Assert.Equal(0, folder.Surefoot("train", "a.csv", "--epochs", "2", "--hidden", "4", "--out", "run").ExitCode);
        Assert.Contains(
            "--epochs cannot be given with --resume",
            folder.Surefoot("train", "--resume", "run", "--epochs", "9").Refusal(),
            StringComparison.Ordinal
        );

        SurefootProcess.Outcome finished = folder.Surefoot("train", "--resume", "run");
        Assert.Equal(0, finished.ExitCode);
        Assert.Contains("has finished already", finished.Errors, StringComparison.Ordinal);

        // As if the process had died after its last epoch; and then other data in the place of the run's.
        File.Delete(folder["run", "model.safetensors"]);
        folder.Write("a.csv", Tables.Numbers(40, 2));
        Assert.Contains(
            "The data are not those that run was started on",
            folder.Surefoot("train", "--resume", "run").Refusal(),
            StringComparison.Ordinal
        );
        folder.Write("b.csv", Tables.Numbers(40, 1));
        Assert.Equal(0, folder.Surefoot("train", "b.csv", "--resume", "run").ExitCode);
        Assert.True(File.Exists(folder["run", "model.safetensors"]));
    }
}
