using System.CommandLine;
using Surefoot.Cli.Settings;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Arguments;

/// <summary>How often a run is written down, and what it does when a step goes wrong.</summary>
sealed class CheckpointArguments : IArguments
{
    readonly Option<string?> every = OptionOf.Text(
        "--checkpoint-every",
        "STEPS",
        "Steps between two checkpoints; there is one at the end of each epoch besides. Default: 1000."
    );
    readonly Option<string?> keep = OptionOf.Text("--keep", "N", "How many checkpoints stay. Default: 2.");
    readonly Option<string?> nonFinite = OptionOf.Text(
        "--non-finite",
        "WHAT",
        "When a gradient or loss is not finite: stop; skip the step; or rollback to the last checkpoint, and "
            + "on at half the rate, at most five times. Default: stop; with --react rollback, also in place of "
            + "stop."
    );

    /// <inheritdoc/>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[every, keep, nonFinite])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    public TrainRequest Read(ParseResult parsed, TrainRequest request) =>
        request with
        {
            CheckpointEvery = Values.Whole("--checkpoint-every", parsed.GetValue(every), 1, int.MaxValue, "1000"),
            Keep = Values.Whole("--keep", parsed.GetValue(keep), 1, 1_000_000, "2"),
            NonFinite = Values.Word("--non-finite", parsed.GetValue(nonFinite), ["stop", "skip", "rollback"]) switch
            {
                "skip" => NonFiniteHandling.Skip,
                "rollback" => NonFiniteHandling.RollBack,
                _ => NonFiniteHandling.Stop,
            },
        };
}
