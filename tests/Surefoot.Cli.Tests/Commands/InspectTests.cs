using System.Text.Json.Nodes;

namespace Surefoot.Cli.Tests.Commands;

public sealed class InspectTests
{
    [Fact]
    public void A_run_is_shown_with_its_formula_and_the_advice_on_its_settings()
    {
        using ScratchFolder folder = new();
        Assert.Equal(0, folder.Surefoot("train", "--epochs", "1", "--preset", "dqn", "--weight-decay", "1e-4", "--out", "runs/dqn").ExitCode);
        SurefootProcess.Outcome shown = folder.Surefoot("inspect", "runs/dqn");
        Assert.Equal(0, shown.ExitCode);
        Assert.All(
            (string[])["learning rate η      0.00025", "weight decay λ       0.0001", "g ← g + λ·θ", "s ← ρ·(s + (1−ρ)·(g − ḡ)²)", "θ ← θ − η·g/√(s + ε)", "acts like 0.1 outside it"],
            part => Assert.Contains(part, shown.Output, StringComparison.Ordinal));

        Assert.Equal(0, folder.Surefoot("inspect", "runs/dqn", "--curve", "curve.svg").ExitCode);
        string picture = File.ReadAllText(folder["curve.svg"]);
        Assert.StartsWith("<svg xmlns=", picture, StringComparison.Ordinal);
        Assert.Contains("Training and validation loss of dqn", picture, StringComparison.Ordinal);

        JsonObject json = JsonNode.Parse(folder.Surefoot("inspect", "runs/dqn", "--json").LastLine)!.AsObject();
        Assert.Equal(4, json["formula"]!.AsArray().Count);
        Assert.Equal("0.95", (string?)json["settings"]!["decay ρ"]);
        Assert.NotEmpty(json["advice"]!.AsArray());
    }

    [Fact]
    public void A_folder_without_a_run_is_refused()
    {
        using ScratchFolder folder = new();
        Assert.Contains("nowhere holds no run", folder.Surefoot("inspect", "nowhere").Refusal(), StringComparison.Ordinal);
    }
}
