using System.CommandLine;
using Surefoot.Cli.Settings;

namespace Surefoot.Cli.Arguments;

/// <summary>What is made small.</summary>
sealed class LossArguments : IArguments
{
    /// <summary>The one way in which classes are weighted.</summary>
    internal const string Balanced = "balanced";

    readonly Option<string?> weights = OptionOf.Text(
        "--class-weights",
        "KIND",
        "balanced: in the loss each class counts as much as any other, however few rows it has. "
            + "Default: each row counts the same."
    );

    /// <inheritdoc/>
    public void AddTo(Command command) => command.Options.Add(weights);

    /// <inheritdoc/>
    public TrainRequest Read(ParseResult parsed, TrainRequest request) =>
        request with
        {
            BalancesClasses = Values.Word("--class-weights", parsed.GetValue(weights), [Balanced]) is not null,
        };
}
