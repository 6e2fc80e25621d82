using System.CommandLine;
using Surefoot.Cli.Settings;
using Surefoot.Training.Comparing;

namespace Surefoot.Cli.Arguments;

/// <summary>Several optimizers, and the settings that each takes of those it has.</summary>
sealed class ContenderArguments
{
    readonly Option<string?> optimizers = OptionOf.Text(
        "--optimizers",
        "NAME,NAME",
        $"Which of {OptimizerSettings.And(OptimizerSettings.Names)}. Default: "
            + $"{string.Join(',', ContenderSettings.Usual)}."
    );
    readonly RuleArguments rule = new(ContenderSettings.Owners);

    /// <summary>Gives the words to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(optimizers);
        rule.AddTo(command);
    }

    /// <summary>Reads and checks every value.</summary>
    /// <exception cref="UsageException">A value does not fit, or belongs to no optimizer that is compared.</exception>
    public IReadOnlyList<Contender> Read(ParseResult parsed) =>
        ContenderSettings.From(parsed.GetValue(optimizers), rule.Read(parsed));
}
