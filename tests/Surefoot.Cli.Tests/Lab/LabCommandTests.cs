using System.Diagnostics;
using Surefoot.Cli.Tests.Commands;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Tests.Lab;

public sealed class LabCommandTests
{
    [LinuxFact]
    public async Task The_example_in_the_help_prints_an_address_serves_there_and_ends_with_Ctrl_C()
    {
        using ScratchFolder folder = new();
        string example = folder.Surefoot("lab", "--help").Output.TrimEnd().Split('\n')[^1].Trim();
        Assert.StartsWith("surefoot lab", example, StringComparison.Ordinal);
        using Process process = SurefootProcess.Start(folder.Path, example.Split(' ')[1..]);
        string address = (await process.StandardOutput.ReadLineAsync())!;
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/$", address);
        using (HttpClient client = new())
            Assert.Contains("No runs yet", await client.GetStringAsync(address + "runs"), StringComparison.Ordinal);
        await Interrupt(process);
        Assert.Equal(0, process.ExitCode);
    }

    [LinuxFact]
    public async Task Train_on_the_page_keeps_serving_after_the_run_and_ends_with_the_runs_own_code()
    {
        using ScratchFolder folder = new();
        await TrainOnPage(
            folder,
            "train",
            "--model",
            "mlp",
            "--epochs",
            "1",
            "--threads",
            "1",
            "--out",
            "runs/mine",
            "--lab"
        );

        // As if the process had died after its last epoch: a run that is gone on with is given back at its end as well.
        File.Delete(folder["runs", "mine", "model.safetensors"]);
        await TrainOnPage(folder, "train", "--resume", "runs/mine", "--lab");
    }

    static async Task TrainOnPage(ScratchFolder folder, params string[] words)
    {
        using Process process = SurefootProcess.Start(folder.Path, words);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string? line;
        string address = "";
        while (
            (line = await process.StandardError.ReadLineAsync()) is not null
            && !line.Contains("the page stays at", StringComparison.Ordinal)
        )
        {
            if (line.Contains("the run is shown at ", StringComparison.Ordinal))
                address = line.Split(' ')[^1];
        }

        using (HttpClient client = new())
            Assert.Contains("Completed", await client.GetStringAsync(address), StringComparison.Ordinal);
        Assert.False(RunFolder.Open(folder["runs", "mine"]).IsInUse);
        await Interrupt(process);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("validation accuracy", await output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_run_without_a_page_loads_nothing_of_the_web_server()
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
            "--threads",
            "1",
            "--out",
            "run"
        );
        while (process.StandardError.ReadLine()?.StartsWith("epoch", StringComparison.Ordinal) == false) { }

        string maps = await File.ReadAllTextAsync($"/proc/{process.Id}/maps");
        process.Kill();
        Assert.Contains("Surefoot.Lab.dll", maps, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.AspNetCore", maps, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.Extensions", maps, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port 65536", "--port is '65536', which is not a whole number from 0 to 65535")]
    [InlineData("--port x", "--port is 'x'")]
    [InlineData("--runs file.txt", "--runs is 'file.txt', which is a file")]
    [InlineData("--opne", "is --open meant?")]
    public void What_cannot_be_served_is_refused(string arguments, string part)
    {
        using ScratchFolder folder = new();
        folder.Write("file.txt", "");
        Assert.Contains(part, folder.Surefoot(["lab", .. arguments.Split(' ')]).Refusal(), StringComparison.Ordinal);
    }

    static async Task Interrupt(Process process)
    {
        Commands.Interrupt.Send(process);
        await process.WaitForExitAsync();
    }
}
