using System.CommandLine;
using Surefoot.Cli.Settings;
using Surefoot.Rules;

namespace Surefoot.Cli.Arguments;

/// <summary>The one optimizer of a run, with its settings.</summary>
/// <param name="withRate">Whether its learning rate is one of them.</param>
sealed class OptimizerArguments(bool withRate = true) : IArguments
{
    readonly Option<string?> optimizer = OptionOf.Text("--optimizer", "NAME", OptimizerHelp.Names);
    readonly Option<string?> learningRate = OptionOf.Text(
        "--learning-rate",
        "X",
        OptimizerHelp.Of("--learning-rate", OptimizerKind.All)
    );
    readonly RuleArguments rule = new(OptimizerSettings.Owners);

    /// <inheritdoc/>
    public void AddTo(Command command)
    {
        command.Options.Add(optimizer);
        if (withRate)
            command.Options.Add(learningRate);
        rule.AddTo(command);
    }

    /// <inheritdoc/>
    public TrainRequest Read(ParseResult parsed, TrainRequest request)
    {
        OptimizerWords words = rule.Read(parsed, parsed.GetValue(optimizer), parsed.GetValue(learningRate));
        return request with
        {
            Optimizer = OptimizerSettings.From(words),
            SaysRate = words.LearningRate is not null || words.Preset is not null,
        };
    }
}
