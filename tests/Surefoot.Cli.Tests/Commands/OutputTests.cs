using System.Diagnostics;

namespace Surefoot.Cli.Tests.Commands;

[Collection(nameof(TrainedDigits))]
public sealed class OutputTests(TrainedDigits trained)
{
    [Theory]
    [InlineData("predict runs/shared rows.csv --out rows.csv", "which DATA is read from")]
    [InlineData("predict runs/shared digits --out runs/shared/model.safetensors", "a file of the run that MODEL names")]
    [InlineData(
        "predict runs/shared/model.safetensors digits --out runs/../runs/shared/run.json",
        "a file of the run that MODEL names"
    )]
    [InlineData("inspect runs/shared --curve runs/shared/metrics.jsonl", "a file of the run that RUN names")]
    public void What_is_read_is_not_written_over(string arguments, string message)
    {
        File.WriteAllText(Path.Combine(trained.Folder, "rows.csv"), "a\n1\n");
        Assert.Contains(message, trained.Surefoot(arguments.Split(' ')).Refusal(), StringComparison.Ordinal);
        Assert.Equal("a\n1\n", File.ReadAllText(Path.Combine(trained.Folder, "rows.csv")));
    }

    [LinuxFact]
    public void A_link_to_what_is_read_is_not_written_over_either()
    {
        string link = Path.Combine(trained.Folder, "link");
        File.CreateSymbolicLink(link, Path.Combine(trained.Run, "model.safetensors"));
        Assert.Contains(
            "--out is 'link'",
            trained.Surefoot("predict", "runs/shared", "digits", "--out", "link").Refusal(),
            StringComparison.Ordinal
        );
    }

    [LinuxFact]
    public void Where_stdout_is_full_the_run_is_saved_and_the_message_says_so()
    {
        using ScratchFolder folder = new();
        (int code, string errors) = Shell(folder, "train --model mlp --hidden 4 --epochs 1 --out run > /dev/full");
        Assert.Equal(2, code);
        Assert.Contains("Standard output cannot be written to", errors, StringComparison.Ordinal);
        Assert.Contains("The run was saved all the same: it is in run.", errors, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Where_stderr_is_full_the_command_does_its_work()
    {
        using ScratchFolder folder = new();
        Assert.Equal(
            (0, ""),
            Shell(folder, "train --model mlp --hidden 4 --epochs 1 --out run 2> /dev/full > /dev/null")
        );
        Assert.True(File.Exists(folder["run", "model.safetensors"]));
    }

    static (int Code, string Errors) Shell(ScratchFolder folder, string command)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Surefoot.Cli.dll");
        ProcessStartInfo start = new("/bin/sh", ["-c", $"dotnet '{program}' {command}"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors);
    }
}
