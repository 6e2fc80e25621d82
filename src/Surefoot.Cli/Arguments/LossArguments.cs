using System.CommandLine;
using Surefoot.Cli.Settings;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Arguments;

/// <summary>What is made small, and what is made of probabilities.</summary>
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

    /// <summary>The two ways in which a threshold is chosen.</summary>
    internal const string F1 = "f1",
        BalancedAccuracy = "balanced-accuracy";

    readonly Option<string?> threshold = OptionOf.Text(
        "--threshold",
        "RULE",
        "Two classes: f1 or balanced-accuracy predicts the class with fewer training rows from the probability on at "
            + "which its F1, or the mean of both recalls, is highest on the validation rows; a number, such as 0.3, "
            + "from that probability on. The model keeps it. Default: the likelier class is predicted."
    );

    /// <inheritdoc/>
    public void AddTo(Command command)
    {
        command.Options.Add(weights);
        command.Options.Add(threshold);
    }

    /// <inheritdoc/>
    public TrainRequest Read(ParseResult parsed, TrainRequest request) =>
        request with
        {
            BalancesClasses = Values.Word("--class-weights", parsed.GetValue(weights), [Balanced]) is not null,
            Threshold = Rule(parsed.GetValue(threshold)),
        };

    static ThresholdOptions? Rule(string? text) =>
        text switch
        {
            null => null,
            F1 => new() { Measure = ThresholdMeasure.F1 },
            BalancedAccuracy => new() { Measure = ThresholdMeasure.BalancedAccuracy },
            _ when char.IsAsciiLetter(text.FirstOrDefault()) => Refused(text),
            _ => new() { Value = Values.Part("--threshold", text, "0.3") },
        };

    static ThresholdOptions? Refused(string text)
    {
        Values.Word("--threshold", text, [F1, BalancedAccuracy, "a probability such as 0.3"]);
        return null;
    }
}
