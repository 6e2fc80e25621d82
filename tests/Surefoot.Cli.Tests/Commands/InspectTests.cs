using System.Text.Json.Nodes;

namespace Surefoot.Cli.Tests.Commands;

public sealed class InspectTests
{
    [Fact]
    public void A_run_is_shown_with_its_formula_and_the_advice_on_its_settings()
    {
        using ScratchFolder folder = new();
        Assert.Equal(
            0,
            folder
                .Surefoot("train", "--epochs", "1", "--preset", "dqn", "--weight-decay", "1e-4", "--out", "runs/dqn")
                .ExitCode
        );
        SurefootProcess.Outcome shown = folder.Surefoot("inspect", "runs/dqn");
        Assert.Equal(0, shown.ExitCode);
        Assert.All(
            (string[])
                [
                    "learning rate η      0.00025",
                    "weight decay λ       0.0001",
                    "g ← g + λ·θ",
                    "s ← ρ·(s + (1−ρ)·(g − cₜ₋₁·ḡ)²)",
                    "θ ← θ − η·g/√(s + ε)",
                    "acts like 0.1 outside it",
                ],
            part => Assert.Contains(part, shown.Output, StringComparison.Ordinal)
        );

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
    public void The_curve_what_it_says_and_the_layers_are_shown_and_stand_in_the_JSON_and_the_report()
    {
        using ScratchFolder folder = new();
        SurefootProcess.Outcome trained = folder.Surefoot(
            "train",
            "--model",
            "mlp",
            "--hidden",
            "16",
            "--learning-rate",
            "1e-6",
            "--epochs",
            "3",
            "--tensorboard",
            "--out",
            "slow",
            "--json"
        );
        Assert.Equal(0, trained.ExitCode);
        Assert.Matches(@"diagnosis +rate too low\n +The loss fell from [^\n]+\n", trained.Errors);
        Assert.Equal("rate too low", (string?)JsonNode.Parse(trained.LastLine)!["diagnoses"]![0]!["diagnosis"]);
        Assert.Single(Directory.GetFiles(folder["slow"], "events.out.tfevents.*"));

        string shown = folder.Surefoot("inspect", "slow").Output;
        Assert.All(
            (string[])
                [
                    "Training and validation loss by epoch",
                    "* Training   o Validation",
                    "Layers at step ",
                    "dense2",
                    "--learning-rate 1e-5  Raise the rate.",
                ],
            part => Assert.Contains(part, shown, StringComparison.Ordinal)
        );
        // Where no terminal is, there are letters alone, and no line is too long for one.
        Assert.DoesNotContain(shown, letter => letter is >= '\u2800' and <= '\u28FF' or '\e');
        Assert.All(
            shown.Split('\n').TakeWhile(line => !line.StartsWith("test ", StringComparison.Ordinal)),
            line => Assert.InRange(line.Length, 0, 79)
        );
        Assert.Equal(
            2,
            JsonNode.Parse(folder.Surefoot("inspect", "slow", "--json").LastLine)!["layers"]!.AsArray().Count
        );
        string report = File.ReadAllText(folder["slow", "report.html"]);
        Assert.Contains("What the curve says", report, StringComparison.Ordinal);
        Assert.Contains("Layers at step", report, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_run_is_refused()
    {
        using ScratchFolder folder = new();
        Assert.Contains(
            "nowhere holds no run",
            folder.Surefoot("inspect", "nowhere").Refusal(),
            StringComparison.Ordinal
        );
    }
}
