using System.CommandLine;
using System.CommandLine.Parsing;
using Surefoot.Cli.Settings;
using Surefoot.Rules;
using Surefoot.Training.Data;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Arguments;

/// <summary>The words that `surefoot train` understands, in the order in which its help lists them.</summary>
sealed class TrainArguments
{
    readonly IArguments[] groups =
    [
        new DataArguments(),
        new TextArguments(),
        new NetworkArguments(),
        new LossArguments(),
        new OptimizerArguments(),
        new StepArguments(),
        new ClippingArguments(),
        new BatchArguments(),
        new CheckpointArguments(),
        new WatchingArguments(),
    ];
    readonly Option<string?> epochs = OptionOf.Text(
        "--epochs",
        "N",
        "How many times to go through the training rows, at most. Default: 10 to 40, fewer the more rows there are; "
            + "for tables without --window 10 to 300, fewer the more rows and weights there are."
    );
    readonly Option<string?> patience = OptionOf.Text(
        "--patience",
        "N",
        "Stop after this many epochs without a better validation loss; 0 never stops early. Default: 8; for "
            + "tables without --window 25."
    );
    readonly Option<string?> folds = OptionOf.Text(
        "--folds",
        "K",
        "k-fold cross-validation: train K times, each time measuring on another part of the rows, say mean ± "
            + "deviation, then train the model on all rows for the median of the best epochs. "
            + "Rows in time order are measured on "
            + "what comes after. Default: one division, by --validation."
    );
    readonly Option<string?> outFolder = OptionOf.Text(
        "--out",
        "DIR",
        "The folder of the run: made where it is missing, refused where it holds a run. Default: a new one under runs."
    );
    readonly Option<string?> resume = OptionOf.Text(
        "--resume",
        "RUN",
        "Go on with the run in this folder from its newest whole checkpoint, as it was started; beside it "
            + "only --threads, --lab, --json, and DATA and --test where they lie elsewhere now."
    );
    readonly Option<bool> lab = OptionOf.Flag(
        "--lab",
        "Serve the run on a page of this machine while it trains, and after it until Ctrl-C; see surefoot lab."
    );
    readonly Option<bool> json = OptionOf.Flag("--json", "Print one JSON object as the last line of stdout.");

    /// <summary>How words are parsed: "-ab" is not "-a -b", and "@file" is no list of more words.</summary>
    public static ParserConfiguration Parsing { get; } =
        new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>What an earlier command line, "train" and the words behind it, asked for.</summary>
    public static TrainRequest Read(IReadOnlyList<string> words)
    {
        Command command = new("train");
        TrainArguments arguments = new();
        arguments.AddTo(command);
        return arguments.Read(command.Parse([.. words.Skip(1)], Parsing));
    }

    /// <summary>Gives the words to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (IArguments group in groups)
            group.AddTo(command);
        foreach (Option option in (Option[])[epochs, patience, folds, outFolder, resume, lab, json])
            command.Options.Add(option);
    }

    /// <summary>The folder of the run to go on with; null where a new one is asked for.</summary>
    /// <exception cref="UsageException">With it comes an option that a run cannot change on its way.</exception>
    public string? Resumed(ParseResult parsed)
    {
        if (parsed.GetValue(resume) is not { } folder)
            return null;
        foreach (
            OptionResult given in parsed.CommandResult.Children.OfType<OptionResult>().Where(given => !given.Implicit)
        )
        {
            if (given.Option.Name is not ("--resume" or "--threads" or "--lab" or "--json" or "--test"))
                throw new UsageException(
                    $"{given.Option.Name} cannot be given with --resume: a run goes on as it was started. "
                        + "Leave it out, or start a new run."
                );
        }

        return folder;
    }

    /// <summary>Reads and checks every value.</summary>
    /// <exception cref="UsageException">A value does not fit.</exception>
    public TrainRequest Read(ParseResult parsed)
    {
        TrainRequest request = new()
        {
            Arguments = [.. parsed.Tokens.Select(token => token.Value)],
            Optimizer = new RmsPropOptions(),
            Epochs = Values.Whole("--epochs", parsed.GetValue(epochs), 1, 1_000_000, "20"),
            Patience = Values.Whole("--patience", parsed.GetValue(patience), 0, int.MaxValue, "5"),
            Folds = Values.Whole("--folds", parsed.GetValue(folds), 2, DataOptions.MostFolds, "5"),
            Out = parsed.GetValue(outFolder),
            Lab = parsed.GetValue(lab),
            Json = parsed.GetValue(json),
        };
        request = groups.Aggregate(request, (read, group) => group.Read(parsed, read));
        RefuseWithFolds(request);
        return request;
    }

    // The model of all rows has no validation rows, and folds begin from weights that have seen none of theirs.
    static void RefuseWithFolds(TrainRequest request)
    {
        (string? word, string why) = request switch
        {
            { Folds: null } => (null, ""),
            { ValidationShare: not null } => ("--validation", "the folds are the parts that validate"),
            { Weights: not null } => ("--weights", "weights that were trained before may have seen every fold's rows"),
            { Importance: true } => (
                "--importance",
                "the model of all rows has no validation rows to measure it on; surefoot explain takes any rows"
            ),
            { React: true } => ("--react", "the model of all rows has no validation loss to react to"),
            { NonFinite: NonFiniteHandling.RollBack } => (
                "--non-finite rollback",
                "the model of all rows has no best weights to go back to"
            ),
            { Schedule.Plateau: not null } => (
                "--schedule plateau",
                "the model of all rows has no validation loss to follow"
            ),
            _ => (null, ""),
        };
        if (word is not null)
            throw new UsageException($"{word} cannot be given with --folds: {why}. Leave one of them out.");
    }
}
