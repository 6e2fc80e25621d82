using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Surefoot.Cli.Tests.Commands;

public sealed class InterruptTests
{
    [LinuxFact]
    public void Ctrl_C_finishes_the_step_keeps_what_was_learnt_and_ends_with_130()
    {
        using ScratchFolder folder = new();
        using Process process = SurefootProcess.Start(
            folder.Path,
            "train",
            "--model",
            "mlp",
            "--epochs",
            "100000",
            "--patience",
            "0",
            "--out",
            "run",
            "--json"
        );
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        while (process.StandardError.ReadLine()?.StartsWith("epoch", StringComparison.Ordinal) == false) { }

        Task<string> errors = process.StandardError.ReadToEndAsync();
        Interrupt.Send(process);
        process.WaitForExit();
        Assert.True(process.ExitCode == 130, errors.Result);
        Assert.Contains("Finishing the step in hand", errors.Result, StringComparison.Ordinal);
        Assert.Equal("Interrupted", (string?)JsonNode.Parse(output.Result)!["outcome"]);
        Assert.Equal(0, folder.Surefoot("evaluate", "run", "digits").ExitCode);
    }
}
