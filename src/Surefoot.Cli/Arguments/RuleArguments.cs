using System.CommandLine;
using Surefoot.Cli.Settings;

namespace Surefoot.Cli.Arguments;

/// <summary>The settings of an optimizer's rule, be it of the one that trains or of those that are compared.</summary>
/// <param name="withMomentum">The optimizers that take a momentum.</param>
sealed class RuleArguments(params IReadOnlyList<string> withMomentum)
{
    readonly Option<string?> decay = OptionOf.Text(
        "--decay",
        "X",
        "rmsprop: the share of the mean square that a step keeps. Default: 0.99, or the preset's."
    );
    readonly Option<string?> momentum = OptionOf.Text(
        "--momentum",
        "X",
        $"{string.Join(", ", withMomentum)}: the share of the momentum that a step keeps. Default: 0.9 for "
            + "momentum; else 0, or the preset's."
    );
    readonly Option<bool> centered = OptionOf.Flag(
        "--centered",
        "rmsprop: divides by the standard deviation of the gradients, not by their root mean square."
    );
    readonly Option<bool> nesterov = OptionOf.Flag(
        "--nesterov",
        $"{string.Join(", ", withMomentum)}: momentum that looks ahead. Needs a momentum above 0."
    );
    readonly Option<string?> preset = OptionOf.Text(
        "--preset",
        "NAME",
        "rmsprop: the dialect to start from: pytorch, keras, tf1, optax, hinton, graves or dqn; other "
            + "options change it."
    );
    readonly Option<string?> epsilon = OptionOf.Text(
        "--epsilon",
        "X",
        "rmsprop, adagrad, adam: what keeps the divisor from 0. Default: 1e-8, for adagrad 1e-10, or the preset's."
    );
    readonly Option<string?> weightDecay = OptionOf.Text(
        "--weight-decay",
        "X",
        "How strongly weights are pulled to 0. Default: 0."
    );

    /// <summary>Gives the words to a command, in the order in which its help lists them.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[decay, momentum, centered, nesterov, preset, epsilon, weightDecay])
            command.Options.Add(option);
    }

    /// <summary>The words as they were typed.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="optimizer">The optimizer's name; null where none was said.</param>
    /// <param name="learningRate">Its learning rate; null where none was said.</param>
    public OptimizerWords Read(ParseResult parsed, string? optimizer = null, string? learningRate = null) =>
        new(
            optimizer,
            learningRate,
            parsed.GetValue(decay),
            parsed.GetValue(momentum),
            parsed.GetValue(centered),
            parsed.GetValue(preset),
            parsed.GetValue(epsilon),
            parsed.GetValue(weightDecay),
            parsed.GetValue(nesterov)
        );
}
