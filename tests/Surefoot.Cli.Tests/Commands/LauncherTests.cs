using System.Diagnostics;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>A launcher starts one command many times: what trains is not done many times over in silence.</summary>
public sealed class LauncherTests : IDisposable
{
    const string Mpirun = "/usr/bin/mpirun";

    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData("OMPI_COMM_WORLD", "train")]
    [InlineData("OMPI_COMM_WORLD", "compare")]
    [InlineData("OMPI_COMM_WORLD", "lr-find")]
    [InlineData("PMI", "train")]
    public void What_trains_is_refused_and_the_first_process_says_why(string launcher, string command)
    {
        SurefootProcess.Outcome Started(string rank, string size) =>
            SurefootProcess.Run(
                scratch.Path,
                [(launcher + "_SIZE", size), (launcher + "_RANK", rank)],
                [command, "--batch-size", "none"]
            );

        string message = Started("0", "3").Refusal();
        Assert.Contains("mpirun started 3 processes", message, StringComparison.Ordinal);
        Assert.Contains($"surefoot {command}", message, StringComparison.Ordinal);
        Assert.Contains("without the launcher", message, StringComparison.Ordinal);

        SurefootProcess.Outcome second = Started("1", "3");
        Assert.Equal((2, "", ""), (second.ExitCode, second.Output, second.Errors));

        // One process is no more than the command alone, which goes on to read its options.
        Assert.Contains("--batch-size", Started("0", "1").Refusal(), StringComparison.Ordinal);
    }

    // The variables of a batch job stand there before a launcher has started anything.
    [Fact]
    public void A_batch_job_without_a_launcher_is_no_launcher() =>
        Assert.Contains(
            "--batch-size",
            SurefootProcess
                .Run(scratch.Path, [("SLURM_NTASKS", "3"), ("SLURM_PROCID", "0")], ["train", "--batch-size", "none"])
                .Refusal(),
            StringComparison.Ordinal
        );

    [SkippableLauncherFact]
    public void The_launcher_itself_gets_one_message_and_no_run()
    {
        ProcessStartInfo start = new(
            Mpirun,
            [
                "--allow-run-as-root",
                "--oversubscribe",
                "-n",
                "3",
                "dotnet",
                Path.Combine(AppContext.BaseDirectory, "Surefoot.Cli.dll"),
                "train",
                "--epochs",
                "1",
            ]
        )
        {
            WorkingDirectory = scratch.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(),
            errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        Assert.Equal(2, process.ExitCode);
        Assert.Single(errors.Result.Split('\n'), line => line.StartsWith("surefoot: ", StringComparison.Ordinal));
        Assert.False(Directory.Exists(scratch["runs"]), output.Result);
    }

    sealed class SkippableLauncherFactAttribute : FactAttribute
    {
        public SkippableLauncherFactAttribute()
        {
            if (!File.Exists(Mpirun))
                Skip = $"There is no {Mpirun}: no launcher is installed.";
        }
    }
}
