using System.Diagnostics;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>
/// What the system allows the process ends the command with a message, wherever it is met, and leaves nothing half
/// written.
/// </summary>
public sealed class LimitTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    SurefootProcess.Outcome Limited(string limit, params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Surefoot.Cli.dll"),
            words = string.Join(' ', arguments);
        ProcessStartInfo start = new("/bin/sh", ["-c", $"ulimit {limit}; exec dotnet '{program}' {words}"])
        {
            WorkingDirectory = scratch.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The runtime itself makes a large file for its code unless it is told not to.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(),
            errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new(process.ExitCode, output.Result, errors.Result);
    }

    [LinuxFact]
    public void Too_few_file_handles_are_one_message()
    {
        // Below about 40 the runtime itself may not start, which no program can turn into a message.
        foreach (int handles in (int[])[56, 72])
            Assert.Contains(
                "ulimit -n 1024",
                Limited($"-n {handles}", "train", "--epochs", "1", "--out", "run").Refusal()
            );
        Assert.False(Directory.Exists(scratch["run"]));
    }

    [LinuxFact]
    public void A_limit_on_the_size_of_files_is_one_message_and_no_half_model()
    {
        SurefootProcess.Outcome ended = Limited(
            "-f 64",
            "train",
            "--epochs",
            "1",
            "--hidden",
            "512",
            "--model",
            "mlp",
            "--out",
            "run"
        );
        Assert.Equal(2, ended.ExitCode);
        Assert.DoesNotContain("   at ", ended.Errors);
        Assert.Contains("ulimit -f unlimited", ended.Errors);
        Assert.False(File.Exists(scratch["run", "model.safetensors"]));
        Assert.Empty(Directory.GetFiles(scratch["run"], "*.tmp", SearchOption.AllDirectories));
    }
}
