using System.Text.Json.Nodes;

namespace Surefoot.Cli.Tests.Commands;

public sealed class RateFinderCommandTests
{
    [Fact]
    public void A_sweep_draws_its_curve_suggests_a_rate_and_names_a_command_that_works()
    {
        using ScratchFolder folder = new();
        SurefootProcess.Outcome outcome = folder.Surefoot(
            "lr-find",
            "--model",
            "mlp",
            "--hidden",
            "16",
            "--curve",
            "sweep.svg",
            "--json"
        );
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        JsonNode json = JsonNode.Parse(outcome.LastLine)!;
        Assert.InRange((double)json["suggestion"]!, 5e-4, 2e-2);
        Assert.Equal((double)json["rateAtLowestLoss"]! / 4, (double)json["suggestion"]!);
        // Elsewhere than on a terminal, a line at each quarter.
        Assert.All(
            (int[])[50, 100],
            step => Assert.Contains($"step {step}/200  0:0", outcome.Errors, StringComparison.Ordinal)
        );
        Assert.Equal(["sweep.svg"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
        Assert.Contains(
            "Loss of rmsprop by learning rate",
            File.ReadAllText(folder["sweep.svg"]),
            StringComparison.Ordinal
        );
        string next = outcome.Errors.Split('\n').Single(line => line.StartsWith("next", StringComparison.Ordinal));
        Assert.Equal(
            0,
            folder.Surefoot([.. next.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..], "--epochs", "1"]).ExitCode
        );
    }

    [Theory]
    [InlineData("--from 0", "--from is '0', which is not a number above 0")]
    [InlineData("--from 1 --to 0.1", "--to is '0.1', which is not above --from, 1")]
    [InlineData("--steps 9", "--steps is '9'")]
    [InlineData("--learning-rate 1", "lr-find has no option '--learning-rate'")]
    public void What_cannot_be_swept_is_refused(string arguments, string message)
    {
        using ScratchFolder folder = new();
        Assert.Contains(
            message,
            folder.Surefoot(["lr-find", .. arguments.Split(' ')]).Refusal(),
            StringComparison.Ordinal
        );
    }
}
