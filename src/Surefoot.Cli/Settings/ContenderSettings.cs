using Surefoot.Rules;
using Surefoot.Training.Comparing;

namespace Surefoot.Cli.Settings;

/// <summary>
/// From --optimizers and the settings beside it to what is compared: each optimizer takes those settings that it has.
/// </summary>
static class ContenderSettings
{
    /// <summary>Those that are compared where none are named.</summary>
    public static IReadOnlyList<string> Usual { get; } =
    [.. OptimizerKind.All.Where(kind => kind.IsUsual).Select(kind => kind.Name)];

    // The options that a comparison leaves to others. Momentum has a row of its own, which plain descent would become
    // with them, and RMSprop would be two things in one.
    static IReadOnlyDictionary<OptimizerKind, string[]> Left { get; } =
        new Dictionary<OptimizerKind, string[]>
        {
            [RmsPropOptions.Kind] = ["--momentum", "--momentum-form", "--nesterov"],
            [SgdOptions.Kind] = ["--momentum", "--dampening", "--nesterov"],
        };

    /// <summary>The optimizers that take an option in a comparison.</summary>
    public static IReadOnlyList<OptimizerKind> Owners(string option) =>
        [
            .. OptimizerSettings
                .Owners(option)
                .Where(kind => !(Left.TryGetValue(kind, out string[]? left) && left.Contains(option))),
        ];

    /// <summary>The optimizers in the order in which they were named.</summary>
    /// <exception cref="UsageException">
    /// A name is unknown or stands there twice, a value is out of range, or a setting belongs to none of them.
    /// </exception>
    public static IReadOnlyList<Contender> From(string? text, OptimizerWords words)
    {
        IReadOnlyList<string> names = text is null
            ? Usual
            :
            [
                .. text.Split(',', StringSplitOptions.TrimEntries)
                    .Select(name => Values.Word("--optimizers", name, OptimizerSettings.Names)!),
            ];
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new UsageException($"--optimizers names {twice.Key} twice. Name it once.");
        if (words.Preset is not null)
            Require(names, "--preset");
        foreach ((string option, _) in words.Given)
            Require(names, option);
        return [.. names.Select(name => new Contender(name, OptimizerSettings.From(Of(name, words))))];
    }

    static OptimizerWords Of(string name, OptimizerWords words) =>
        new(
            name,
            null,
            Takes(name, "--preset") ? words.Preset : null,
            [.. words.Given.Where(given => Takes(name, given.Key))]
        );

    static bool Takes(string name, string option) => Owners(option).Any(kind => kind.Name == name);

    static void Require(IReadOnlyList<string> compared, string option)
    {
        string[] owners = [.. Owners(option).Select(kind => kind.Name)];
        if (!compared.Any(owners.Contains))
            throw new UsageException(
                $"{option} says nothing here: it belongs to {string.Join(", ", owners)}, and "
                    + "--optimizers names none of them. Leave it out, or add --optimizers "
                    + $"{string.Join(',', compared)},{owners[0]}"
            );
    }
}
