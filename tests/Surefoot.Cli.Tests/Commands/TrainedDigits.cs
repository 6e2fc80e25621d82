using System.Text.Json.Nodes;

namespace Surefoot.Cli.Tests.Commands;

/// <summary>One small run on the built-in digits that many tests look at.</summary>
public sealed class TrainedDigits : IDisposable
{
    readonly ScratchFolder folder = new();

    public TrainedDigits()
    {
        Outcome = folder.Surefoot("train", "--epochs", "4", "--threads", "2", "--out", "runs/shared", "--json");
        Assert.True(Outcome.ExitCode == 0, Outcome.Errors);
        Json = JsonNode.Parse(Outcome.LastLine)!.AsObject();
    }

    internal SurefootProcess.Outcome Outcome { get; }

    internal JsonObject Json { get; }

    internal string Folder => folder.Path;

    internal string Run => folder["runs", "shared"];

    internal SurefootProcess.Outcome Surefoot(params string[] arguments) => folder.Surefoot(arguments);

    public void Dispose() => folder.Dispose();
}

/// <summary>Tests that share the run; they run one after another.</summary>
[CollectionDefinition(nameof(TrainedDigits))]
public sealed class TrainedDigitsTests : ICollectionFixture<TrainedDigits>;
