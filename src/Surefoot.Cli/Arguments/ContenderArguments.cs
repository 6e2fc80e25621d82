using System.CommandLine;
using Surefoot.Cli.Settings;
using Surefoot.Training.Comparing;

namespace Surefoot.Cli.Arguments;

/// <summary>Several optimizers, and the settings that each takes of those it has.</summary>
sealed class ContenderArguments
{
    readonly Option<string?> optimizers = OptionOf.Text("--optimizers", "NAME,NAME", "Which of rmsprop, adam, adagrad, momentum and sgd. Default: all of them.");
    readonly Option<string?> decay = OptionOf.Text("--decay", "X", "For rmsprop: the share of the mean square that a step keeps. Default: 0.99.");
    readonly Option<string?> momentum = OptionOf.Text("--momentum", "X", "For momentum: the share of the momentum that a step keeps. Default: 0.9.");
    readonly Option<bool> centered = OptionOf.Flag("--centered", "For rmsprop: divides by the standard deviation of the gradients, not by their root mean square.");
    readonly Option<bool> nesterov = OptionOf.Flag("--nesterov", "For momentum: looks ahead.");
    readonly Option<string?> preset = OptionOf.Text("--preset", "NAME", "For rmsprop: the dialect to start from: pytorch, keras, tf1, optax, hinton, graves or dqn.");
    readonly Option<string?> epsilon = OptionOf.Text("--epsilon", "X", "For rmsprop, adagrad and adam: what keeps the divisor from 0.");
    readonly Option<string?> weightDecay = OptionOf.Text("--weight-decay", "X", "For all: how strongly weights are pulled to 0. Default: 0.");

    /// <summary>Gives the words to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[optimizers, decay, momentum, centered, nesterov, preset, epsilon, weightDecay])
            command.Options.Add(option);
    }

    /// <summary>Reads and checks every value.</summary>
    /// <exception cref="UsageException">A value does not fit, or belongs to no optimizer that is compared.</exception>
    public IReadOnlyList<Contender> Read(ParseResult parsed) => ContenderSettings.From(
        parsed.GetValue(optimizers),
        new OptimizerWords(null, null, parsed.GetValue(decay), parsed.GetValue(momentum), parsed.GetValue(centered), parsed.GetValue(preset), parsed.GetValue(epsilon), parsed.GetValue(weightDecay), parsed.GetValue(nesterov)));
}
