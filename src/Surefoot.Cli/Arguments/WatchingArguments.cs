using System.CommandLine;
using Surefoot.Cli.Settings;

namespace Surefoot.Cli.Arguments;

/// <summary>What is done about what the watcher finds, and who else looks on.</summary>
sealed class WatchingArguments : IArguments
{
    readonly Option<bool> react = OptionOf.Flag(
        "--react",
        "Act on what the curve says: halve the rate where the loss oscillates or stays high, put the best "
            + "weights back at a lower rate where it diverges or overfits, and roll back where a number is not "
            + "finite. Each time is logged."
    );
    readonly Option<bool> tensorBoard = OptionOf.Flag(
        "--tensorboard",
        "Write the curves as a TensorBoard event file too, into the run's folder."
    );

    readonly Option<bool> importance = OptionOf.Flag(
        "--importance",
        "Tables: measure at the end which columns count, on at most 2,000 validation rows, 5 exchanges a column, for "
            + "the report and the page; see surefoot explain."
    );

    /// <inheritdoc/>
    public void AddTo(Command command)
    {
        command.Options.Add(react);
        command.Options.Add(tensorBoard);
        command.Options.Add(importance);
    }

    /// <inheritdoc/>
    public TrainRequest Read(ParseResult parsed, TrainRequest request) =>
        request with
        {
            React = parsed.GetValue(react),
            TensorBoard = parsed.GetValue(tensorBoard),
            Importance = parsed.GetValue(importance),
        };
}
