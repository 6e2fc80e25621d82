using System.Globalization;
using System.Text.RegularExpressions;
using Surefoot.Rules;

namespace Surefoot.Cli.Settings;

/// <summary>
/// From the command's options to an optimizer's, by the settings of its <see cref="OptimizerKind"/>. An option that the
/// chosen optimizer has no use for is refused rather than passed over in silence.
/// </summary>
static class OptimizerSettings
{
    /// <summary>What the command calls the optimizers.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. OptimizerKind.All.Select(kind => kind.Name)];

    /// <summary>The option that switches off what another, or a preset, switches on: --no-centered.</summary>
    public static string Off(string option) => "--no-" + option[2..];

    /// <summary>The optimizers that have an option.</summary>
    public static IReadOnlyList<OptimizerKind> Owners(string option) =>
        option == "--preset"
            ? [.. OptimizerKind.All.Where(kind => kind.Presets.Count > 0)]
            : [.. OptimizerKind.All.Where(kind => Find(kind, option) is not null)];

    /// <summary>The setting behind an option; null where the optimizer has none.</summary>
    public static OptimizerSetting? Find(OptimizerKind kind, string option) =>
        kind.Settings.FirstOrDefault(setting =>
            setting.Option is { } own && (own == option || (setting.IsSwitch && Off(own) == option))
        );

    /// <summary>Names as a sentence has them: "rmsprop, sgd and momentum".</summary>
    public static string And(IReadOnlyList<string> names) =>
        names.Count == 1 ? names[0] : string.Join(", ", names.SkipLast(1)) + " and " + names[^1];

    /// <summary>The optimizer that was asked for; what was not said keeps the optimizer's own default.</summary>
    /// <exception cref="UsageException">An option is out of range or not one of this optimizer's.</exception>
    public static OptimizerOptions From(OptimizerWords words)
    {
        OptimizerKind kind =
            words.Optimizer is { } name && Values.Word("--optimizer", name, Names) is { } known
                ? OptimizerKind.Find(known)!
                : OptimizerKind.All[0];
        double? rate = Values.Positive("--learning-rate", words.LearningRate, "0.001");
        OptimizerOptions options = Start(kind, words.Preset);
        if (rate is { } given)
            options = options with { LearningRate = given };
        foreach ((string option, string? text) in words.Given)
            options = Set(Find(kind, option) ?? throw NotOf(kind, option), options, option, text);
        Check(kind, options, words);
        return options;
    }

    static OptimizerOptions Start(OptimizerKind kind, string? preset)
    {
        if (preset is null)
            return kind.Defaults;
        Values.Word("--preset", preset, [.. Owners("--preset").SelectMany(owner => owner.Presets.Keys).Distinct()]);
        return kind.Presets.GetValueOrDefault(preset) ?? throw NotOf(kind, "--preset");
    }

    static OptimizerOptions Set(OptimizerSetting setting, OptimizerOptions options, string option, string? text)
    {
        if (setting.IsSwitch)
            return setting.Set(options, option == setting.Option ? 1 : 0);
        return setting.Set(
            options,
            setting.IsNumber
                ? Values.InRange(option, text, setting.Range!, setting.Example)!.Value
                : setting.Words.Index().First(word => word.Item == Values.Word(option, text, setting.Words)).Index
        );
    }

    static void Check(OptimizerKind kind, OptimizerOptions options, OptimizerWords words)
    {
        if (kind.Objection(options) is { } objection)
            throw new UsageException(objection);
        try
        {
            options.Validate();
        }
        catch (ArgumentException error)
        {
            throw new UsageException(InOptions(kind, error.Message));
        }

        foreach ((string option, _) in words.Given)
        {
            if (Find(kind, option) is { Needs: { } needs } setting && !setting.IsAtWork(options))
                throw new UsageException(
                    $"{option} changes nothing without {needs.Option}. Leave it out, or give, for example, "
                        + $"{needs.Option} {needs.Example}"
                );
        }
    }

    // The record speaks of its properties; who types knows them as options.
    static string InOptions(OptimizerKind kind, string message) =>
        kind
            .Settings.Where(setting => setting.Option is not null)
            .Aggregate(
                message,
                (text, setting) =>
                    Regex.Replace(
                        text,
                        $@"\b{char.ToUpper(setting.Key[0], CultureInfo.InvariantCulture)}{setting.Key[1..]}\b",
                        setting.Option!,
                        RegexOptions.None,
                        TimeSpan.FromSeconds(1)
                    )
            );

    static UsageException NotOf(OptimizerKind kind, string option)
    {
        string[] owners = [.. Owners(option).Select(owner => owner.Name)];
        return new(
            $"{option} is not an option of {kind.Name}; it belongs to {And(owners)}. Leave it out, or "
                + $"choose --optimizer {owners[0]}."
        );
    }
}
