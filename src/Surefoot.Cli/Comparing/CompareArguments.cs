using System.CommandLine;
using Surefoot.Cli.Arguments;
using Surefoot.Cli.Settings;
using Surefoot.Rules;
using Surefoot.Training.Comparing;

namespace Surefoot.Cli.Comparing;

/// <summary>The words that `surefoot compare` understands, in the order in which its help lists them.</summary>
sealed class CompareArguments
{
    readonly DataArguments data = new();
    readonly TextArguments text = new();
    readonly NetworkArguments network = new();
    readonly ContenderArguments contenders = new();
    readonly StepArguments step = new();
    readonly ClippingArguments clipping = new();
    readonly BatchArguments batch = new(
        "The first seed: of the rows held back and of the first scored run. Default: 1."
    );
    readonly Option<string?> epochs = OptionOf.Text(
        "--epochs",
        "N",
        "How many times each scored run goes through the training rows. Default: 10."
    );
    readonly Option<string?> seeds = OptionOf.Text(
        "--seeds",
        "N",
        "How many scored runs each optimizer has, from --seed on. Default: 3."
    );
    readonly Option<string?> tune = OptionOf.Text(
        "--tune",
        "N",
        "How many learning rates are tried for each optimizer; 1 keeps each one's default. Default: 5."
    );
    readonly Option<string?> tuneEpochs = OptionOf.Text(
        "--tune-epochs",
        "N",
        "How many epochs such a trial has. Default: half of --epochs."
    );
    readonly Option<string?> accuracy = OptionOf.Text(
        "--target-accuracy",
        "X",
        "Classes: the validation accuracy to count epochs and seconds to. Default: what the weakest optimizer reaches."
    );
    readonly Option<string?> rmse = OptionOf.Text(
        "--target-rmse",
        "X",
        "Numbers: the validation RMSE to count epochs and seconds to. Default: what the weakest optimizer reaches."
    );
    readonly Option<string?> outFolder = OptionOf.Text(
        "--out",
        "DIR",
        "The folder of the comparison: made where it is missing, refused where it holds one or a run. "
            + "Default: a new one under runs."
    );
    readonly Option<bool> json = OptionOf.Flag("--json", "Print one JSON object as the last line of stdout.");

    /// <summary>Gives the words to a command.</summary>
    public void AddTo(Command command)
    {
        data.AddTo(command);
        text.AddTo(command);
        network.AddTo(command);
        contenders.AddTo(command);
        foreach (Option option in (Option[])[epochs, seeds, tune, tuneEpochs, accuracy, rmse])
            command.Options.Add(option);
        step.AddTo(command);
        clipping.AddTo(command);
        batch.AddTo(command);
        command.Options.Add(outFolder);
        command.Options.Add(json);
    }

    /// <summary>Reads and checks every value.</summary>
    /// <exception cref="UsageException">A value does not fit.</exception>
    public CompareRequest Read(ParseResult parsed)
    {
        TrainRequest start = new()
        {
            Arguments = [.. parsed.Tokens.Select(token => token.Value)],
            Optimizer = new RmsPropOptions(),
            Epochs = Values.Whole("--epochs", parsed.GetValue(epochs), 1, 1_000_000, "20") ?? 10,
            Out = parsed.GetValue(outFolder),
            Json = parsed.GetValue(json),
        };
        IReadOnlyList<Contender> compared = contenders.Read(parsed);
        TrainRequest train = ((IArguments[])[data, text, network, step, clipping, batch]).Aggregate(
            start,
            (read, group) => group.Read(parsed, read)
        );
        return new CompareRequest(train with { Compared = [.. compared.Select(one => one.Options)] }, compared)
        {
            Seeds = Values.Whole("--seeds", parsed.GetValue(seeds), 1, 1000, "5") ?? 3,
            Trials = Values.Whole("--tune", parsed.GetValue(tune), 1, 100, "5") ?? 5,
            TrialEpochs = Values.Whole("--tune-epochs", parsed.GetValue(tuneEpochs), 1, 1_000_000, "3"),
            TargetAccuracy = Values.Part("--target-accuracy", parsed.GetValue(accuracy), "0.97"),
            TargetRmse = Values.Positive("--target-rmse", parsed.GetValue(rmse), "2.5"),
        };
    }
}
