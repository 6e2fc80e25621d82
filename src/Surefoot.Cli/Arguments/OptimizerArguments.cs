using System.CommandLine;
using Surefoot.Cli.Settings;

namespace Surefoot.Cli.Arguments;

/// <summary>The one optimizer of a run, with its settings.</summary>
/// <param name="withRate">Whether its learning rate is one of them.</param>
sealed class OptimizerArguments(bool withRate = true) : IArguments
{
    readonly Option<string?> optimizer = OptionOf.Text(
        "--optimizer",
        "NAME",
        "rmsprop, adagrad, adam, sgd or momentum. Default: rmsprop."
    );
    readonly Option<string?> learningRate = OptionOf.Text(
        "--learning-rate",
        "X",
        "How far a step goes. Default: 0.001 for rmsprop and adam, 0.01 for adagrad, sgd and momentum, or the preset's."
    );
    readonly RuleArguments rule = new("rmsprop", "sgd", "momentum");

    /// <inheritdoc/>
    public void AddTo(Command command)
    {
        command.Options.Add(optimizer);
        if (withRate)
            command.Options.Add(learningRate);
        rule.AddTo(command);
    }

    /// <inheritdoc/>
    public TrainRequest Read(ParseResult parsed, TrainRequest request) =>
        request with
        {
            Optimizer = OptimizerSettings.From(
                rule.Read(parsed, parsed.GetValue(optimizer), parsed.GetValue(learningRate))
            ),
        };
}
