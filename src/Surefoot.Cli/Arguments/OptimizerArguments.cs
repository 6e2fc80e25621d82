using System.CommandLine;
using Surefoot.Cli.Settings;

namespace Surefoot.Cli.Arguments;

/// <summary>The one optimizer of a run, with its settings.</summary>
/// <param name="withRate">Whether its learning rate is one of them.</param>
sealed class OptimizerArguments(bool withRate = true) : IArguments
{
    readonly Option<string?> optimizer = OptionOf.Text("--optimizer", "NAME", "rmsprop, adagrad, adam, sgd or momentum. Default: rmsprop.");
    readonly Option<string?> learningRate = OptionOf.Text("--learning-rate", "X", "How far a step goes. Default: 0.001 for rmsprop and adam, 0.01 for adagrad, sgd and momentum.");
    readonly Option<string?> decay = OptionOf.Text("--decay", "X", "rmsprop: the share of the mean square that a step keeps. Default: 0.99.");
    readonly Option<string?> momentum = OptionOf.Text("--momentum", "X", "rmsprop, sgd, momentum: the share of the momentum that a step keeps. Default: 0; for momentum 0.9.");
    readonly Option<bool> centered = OptionOf.Flag("--centered", "rmsprop: divides by the standard deviation of the gradients, not by their root mean square.");
    readonly Option<bool> nesterov = OptionOf.Flag("--nesterov", "rmsprop, sgd, momentum: momentum that looks ahead. Needs --momentum.");
    readonly Option<string?> preset = OptionOf.Text("--preset", "NAME", "rmsprop: the dialect to start from: pytorch, keras, tf1, optax, hinton, graves or dqn; other options change it.");
    readonly Option<string?> epsilon = OptionOf.Text("--epsilon", "X", "rmsprop, adagrad, adam: what keeps the divisor from 0. Default for rmsprop: 1e-8.");
    readonly Option<string?> weightDecay = OptionOf.Text("--weight-decay", "X", "How strongly weights are pulled to 0. Default: 0.");

    /// <inheritdoc/>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[optimizer, .. withRate ? (Option[])[learningRate] : [], decay, momentum, centered, nesterov, preset, epsilon, weightDecay])
            command.Options.Add(option);
    }

    /// <inheritdoc/>
    public TrainRequest Read(ParseResult parsed, TrainRequest request) => request with
    {
        Optimizer = OptimizerSettings.From(new OptimizerWords(
            parsed.GetValue(optimizer), parsed.GetValue(learningRate), parsed.GetValue(decay), parsed.GetValue(momentum), parsed.GetValue(centered),
            parsed.GetValue(preset), parsed.GetValue(epsilon), parsed.GetValue(weightDecay), parsed.GetValue(nesterov))),
    };
}
