using System.CommandLine;
using System.CommandLine.Parsing;
using Surefoot.Cli.Settings;
using Surefoot.Rules;

namespace Surefoot.Cli.Arguments;

/// <summary>
/// The settings of an optimizer's rule, be it of the one that trains or of those that are compared: one option for each
/// name in the list of <see cref="OptimizerKind"/>, with the help that the list has for it.
/// </summary>
sealed class RuleArguments
{
    readonly Option<string?>? preset;
    readonly List<Option> options = [];

    /// <summary>The options of those optimizers that may be chosen.</summary>
    /// <param name="owners">The optimizers that take an option.</param>
    public RuleArguments(Func<string, IReadOnlyList<OptimizerKind>> owners)
    {
        IReadOnlyList<OptimizerKind> withPresets = owners("--preset");
        if (withPresets.Count > 0)
            preset = OptionOf.Text("--preset", "NAME", OptimizerHelp.Preset(withPresets));
        string[] names =
        [
            .. OptimizerKind
                .All.SelectMany(kind => kind.Own)
                .Concat(OptimizerOptions.CommonSettings)
                .Select(setting => setting.Option)
                .OfType<string>()
                .Where(name => name != "--learning-rate")
                .Distinct(),
        ];
        foreach (string name in names)
        {
            if (owners(name) is { Count: > 0 } kinds)
                options.AddRange(Of(name, kinds));
        }
    }

    /// <summary>Gives the words to a command, in the order in which its help lists them.</summary>
    public void AddTo(Command command)
    {
        if (preset is not null)
            command.Options.Add(preset);
        foreach (Option option in options)
            command.Options.Add(option);
    }

    /// <summary>The words as they were typed.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="optimizer">The optimizer's name; null where none was said.</param>
    /// <param name="learningRate">Its learning rate; null where none was said.</param>
    /// <exception cref="UsageException">An option and its opposite are given.</exception>
    public OptimizerWords Read(ParseResult parsed, string? optimizer = null, string? learningRate = null)
    {
        List<KeyValuePair<string, string?>> given = [];
        foreach (Option option in options)
        {
            if (parsed.GetResult(option) is not OptionResult { Implicit: false })
                continue;
            if (given.Exists(earlier => OptimizerSettings.Off(earlier.Key) == option.Name))
                throw new UsageException(
                    $"{given[^1].Key} and {option.Name} contradict each other. Leave one of them out."
                );
            given.Add(new(option.Name, option is Option<string?> text ? parsed.GetValue(text) : null));
        }

        return new(optimizer, learningRate, preset is null ? null : parsed.GetValue(preset), given);
    }

    static IEnumerable<Option> Of(string name, IReadOnlyList<OptimizerKind> kinds)
    {
        OptimizerSetting setting = OptimizerSettings.Find(kinds[0], name)!;
        string help = OptimizerHelp.Of(name, kinds);
        if (!setting.IsSwitch)
        {
            yield return OptionOf.Text(name, setting.IsNumber ? "X" : "WORD", help);
            yield break;
        }

        yield return OptionOf.Flag(name, help);
        OptimizerKind[] on =
        [
            .. kinds.Where(kind =>
                kind.Presets.Values.Append(kind.Defaults)
                    .Any(options => OptimizerSettings.Find(kind, name)!.Get(options) != 0)
            ),
        ];
        if (on.Length > 0)
            yield return OptionOf.Flag(OptimizerSettings.Off(name), OptimizerHelp.Off(name, on));
    }
}
