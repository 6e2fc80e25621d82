using System.CommandLine;
using Surefoot.Cli.Settings;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Arguments;

/// <summary>
/// What becomes of the rate, the weights and the gradients from step to step, whichever optimizer it is.
/// </summary>
sealed class StepArguments : IArguments
{
    readonly Option<string?> schedule = OptionOf.Text(
        "--schedule",
        "NAME",
        "How the rate changes: constant, step:EPOCHS[:FACTOR], exponential:FACTOR, polynomial[:POWER], "
            + "cosine[:EPOCHS], onecycle, inverse-sqrt[:EPOCHS] or plateau[:FACTOR[:EPOCHS]]. Default: constant."
    );
    readonly Option<string?> warmup = OptionOf.Text(
        "--warmup",
        "STEPS",
        "Steps over which the rate rises in a straight line before the schedule begins."
    );
    readonly Option<string?> average = OptionOf.Text(
        "--average",
        "X",
        "Average the weights, keeping this share at each step (such as 0.999), and use the average."
    );
    readonly Option<string?> accumulate = OptionOf.Text(
        "--accumulate",
        "N",
        "Average the gradients of this many batches before each step. Default: 1."
    );
    readonly Option<string?> shards = OptionOf.Text(
        "--shards",
        "N",
        "Cut each batch into this many shards, and sum their gradients in a fixed order: the bits that as many "
            + "processes will give together. Default: 1."
    );

    /// <inheritdoc/>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[schedule, warmup, average, accumulate, shards])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    public TrainRequest Read(ParseResult parsed, TrainRequest request) =>
        request with
        {
            Schedule = ScheduleSettings.From(parsed.GetValue(schedule)),
            Warmup = Values.Whole("--warmup", parsed.GetValue(warmup), 1, 1_000_000_000, "500"),
            Average = Values.Part("--average", parsed.GetValue(average), "0.999"),
            Accumulate = Values.Whole("--accumulate", parsed.GetValue(accumulate), 1, 1_000_000, "4"),
            Shards = Values.Whole("--shards", parsed.GetValue(shards), 1, TrainerOptions.MostShards, "8"),
        };
}
