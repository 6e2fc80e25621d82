using Surefoot.Cli.Settings;
using Surefoot.Rules;

namespace Surefoot.Cli.Arguments;

/// <summary>What the help says of an optimizer's options, from the list of the optimizers.</summary>
static class OptimizerHelp
{
    /// <summary>Which optimizers there are.</summary>
    public static string Names =>
        $"{string.Join(", ", OptimizerSettings.Names.SkipLast(1))} or {OptimizerSettings.Names[^1]}. "
        + $"Default: {OptimizerSettings.Names[0]}.";

    /// <summary>An option: whose it is, what it does, and its default.</summary>
    /// <param name="option">The option.</param>
    /// <param name="kinds">The optimizers that take it.</param>
    public static string Of(string option, IReadOnlyList<OptimizerKind> kinds)
    {
        OptimizerSetting[] settings = [.. kinds.Select(kind => OptimizerSettings.Find(kind, option)!)];
        string does = string.Join(
            "; ",
            settings
                .Zip(kinds)
                .GroupBy(pair => pair.First.Sentence)
                .Select(group =>
                    kinds.Count == OptimizerKind.All.Count
                        ? group.Key
                        : $"{string.Join(", ", group.Select(pair => pair.Second.Name))}: {group.Key}"
                )
        );
        string needs = settings[0].Needs is { } needed ? $" Needs {needed.Option}." : "";
        return $"{(kinds.Count == OptimizerKind.All.Count ? char.ToUpperInvariant(does[0]) + does[1..] : does)}.{needs}"
            + (settings[0].IsSwitch ? "" : $" Default: {Default(option, kinds)}.");
    }

    /// <summary>The option that switches another off.</summary>
    /// <param name="option">The option that switches on.</param>
    /// <param name="kinds">The optimizers that have it on somewhere.</param>
    public static string Off(string option, IReadOnlyList<OptimizerKind> kinds)
    {
        string[] presets =
        [
            .. kinds.SelectMany(kind =>
                kind.Presets.Where(preset => OptimizerSettings.Find(kind, option)!.Get(preset.Value) != 0)
                    .Select(preset => preset.Key)
            ),
        ];
        string where =
            presets.Length > 0 ? $"--preset {string.Join(" and ", presets)} would switch on" : "is on by default";
        return $"{string.Join(", ", kinds.Select(kind => kind.Name))}: without {option}, which {where}.";
    }

    /// <summary>The names that --preset takes.</summary>
    /// <param name="kinds">The optimizers that have some.</param>
    public static string Preset(IReadOnlyList<OptimizerKind> kinds) =>
        string.Join(
            "; ",
            kinds.Select(kind =>
                $"{kind.Name}: the dialect to start from: {string.Join(", ", kind.Presets.Keys.SkipLast(1))} or "
                + kind.Presets.Keys.Last()
            )
        ) + "; other options change it.";

    /// <summary>The default of an option: the value of most, and whose is another.</summary>
    /// <param name="option">The option.</param>
    /// <param name="kinds">The optimizers that take it.</param>
    public static string Default(string option, IReadOnlyList<OptimizerKind> kinds)
    {
        var values = kinds
            .GroupBy(kind => OptimizerSettings.Find(kind, option)!.TextOf(kind.Defaults))
            .Select(group => (Text: group.Key, Names: (string[])[.. group.Select(kind => kind.Name)]))
            .ToList();
        bool preset = kinds.Any(kind =>
            kind.Presets.Values.Any(options =>
                OptimizerSettings.Find(kind, option)! is var setting
                && setting.Get(options) != setting.Get(kind.Defaults)
            )
        );
        return values[0].Text
            + string.Concat(values.Skip(1).Select(value => $", for {OptimizerSettings.And(value.Names)} {value.Text}"))
            + (preset ? ", or the preset's" : "");
    }
}
