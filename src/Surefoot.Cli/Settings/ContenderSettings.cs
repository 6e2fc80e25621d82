using Surefoot.Training.Comparing;

namespace Surefoot.Cli.Settings;

/// <summary>
/// From --optimizers and the settings beside it to what is compared: each optimizer takes those settings that it has.
/// </summary>
static class ContenderSettings
{
    static readonly string[] Everyone = ["rmsprop", "adam", "adagrad", "momentum", "sgd"];

    /// <summary>The optimizers in the order in which they were named.</summary>
    /// <exception cref="UsageException">
    /// A name is unknown or stands there twice, a value is out of range, or a setting belongs to none of them.
    /// </exception>
    public static IReadOnlyList<Contender> From(string? text, OptimizerWords words)
    {
        string[] names = text is null
            ? Everyone
            :
            [
                .. text.Split(',', StringSplitOptions.TrimEntries)
                    .Select(name => Values.Word("--optimizers", name, Everyone)!),
            ];
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new UsageException($"--optimizers names {twice.Key} twice. Name it once.");
        Require(names, "--decay", words.Decay is not null, "rmsprop");
        Require(names, "--centered", words.Centered, "rmsprop");
        Require(names, "--preset", words.Preset is not null, "rmsprop");
        Require(names, "--momentum", words.Momentum is not null, "momentum");
        Require(names, "--nesterov", words.Nesterov, "momentum");
        Require(names, "--epsilon", words.Epsilon is not null, "rmsprop", "adagrad", "adam");
        return [.. names.Select(name => new Contender(name, OptimizerSettings.From(Of(name, words))))];
    }

    static OptimizerWords Of(string name, OptimizerWords words) =>
        new(
            name,
            null,
            name == "rmsprop" ? words.Decay : null,
            name == "momentum" ? words.Momentum : null,
            name == "rmsprop" && words.Centered,
            name == "rmsprop" ? words.Preset : null,
            name is "rmsprop" or "adagrad" or "adam" ? words.Epsilon : null,
            words.WeightDecay,
            name == "momentum" && words.Nesterov
        );

    static void Require(string[] compared, string option, bool given, params ReadOnlySpan<string> owners)
    {
        if (!given)
            return;
        foreach (string owner in owners)
        {
            if (compared.Contains(owner))
                return;
        }

        throw new UsageException(
            $"{option} says nothing here: it belongs to {string.Join(", ", owners.ToArray())}, and "
                + "--optimizers names none of them. Leave it out, or add --optimizers "
                + $"{string.Join(',', compared)},{owners[0]}"
        );
    }
}
