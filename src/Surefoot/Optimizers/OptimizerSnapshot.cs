using System.Numerics;
using Surefoot.Rules;
using Surefoot.Settings;

namespace Surefoot.Optimizers;

/// <summary>All that an optimizer remembers, as a copy: with it a run goes on as if it had never stopped.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed record OptimizerSnapshot<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The optimizer's name, as in <see cref="OptimizerOptions.Name"/>.</summary>
    public required string Optimizer { get; init; }

    /// <summary>
    /// How the slots' numbers are to be taken, as in <see cref="OptimizerOptions.StateForm"/>; empty where there is but
    /// one way.
    /// </summary>
    public string Form { get; init; } = "";

    /// <summary>
    /// The settings that the state was made under, as in <see cref="OptimizerOptions.StateSettings"/>, a group's after
    /// its name; empty in what 0.1.0 saved, which is not compared.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Steps taken.</summary>
    public required long Steps { get; init; }

    /// <summary>Steps skipped.</summary>
    public long SkippedSteps { get; init; }

    /// <summary>η before the schedule.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The named slots.</summary>
    public required IReadOnlyDictionary<string, T[]> Slots { get; init; }

    /// <summary>Refuses what another optimizer or another dialect saved.</summary>
    internal void RequireMadeWith(OptimizerOptions options, IReadOnlyDictionary<string, string>? settings = null)
    {
        if (Optimizer != options.Name)
            throw new ArgumentException($"The saved state is {Optimizer}'s; this optimizer is {options.Name}.");
        if (Form != options.StateForm)
        {
            throw new ArgumentException(
                $"The saved state is of another dialect: its form is \"{Form}\", and these settings need "
                    + $"\"{options.StateForm}\". RmsPropTranslation.Translate turns one into the other where that "
                    + "can be done."
            );
        }
        if (Slots.Count > 0)
            StateSettings.RequireSame(Settings, settings ?? options.StateSettings);
        ArgumentOutOfRangeException.ThrowIfNegative(Steps);
        ArgumentOutOfRangeException.ThrowIfNegative(SkippedSteps);
        Setting.NotNegative(LearningRate);
    }

    /// <summary>Refuses slots that are not those of the settings.</summary>
    /// <param name="needed">Their names.</param>
    /// <param name="length">How many weights there are; null where the slots say it.</param>
    /// <param name="finite">Whether a number that is not finite, which would stay for ever, is refused.</param>
    /// <exception cref="ArgumentException">One is missing, is too many, or holds what it should not.</exception>
    internal void RequireSlots(string[] needed, int? length, bool finite)
    {
        foreach (string name in needed)
        {
            if (!Slots.TryGetValue(name, out var values))
                throw new ArgumentException(
                    $"The saved state has no slot \"{name}\", which these settings need; it has {Quoted(Slots.Keys)}."
                );
            int wanted = length ?? Slots[needed[0]].Length,
                odd = finite ? Array.FindIndex(values, value => !T.IsFinite(value)) : -1;
            if (values.Length != wanted)
                throw new ArgumentException(
                    $"The slot \"{name}\" of the saved state holds {values.Length} numbers; "
                        + (length is null ? $"\"{needed[0]}\" holds {wanted}." : $"{wanted} are needed.")
                );
            if (odd >= 0)
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"The slot \"{name}\" of the saved state holds {values[odd]} at index {odd}; "
                    ) + "state must be finite numbers."
                );
        }
        if (Slots.Keys.FirstOrDefault(name => !needed.Contains(name)) is { } extra)
            throw new ArgumentException(
                $"The saved state has a slot \"{extra}\" that these settings do not use; they use {Quoted(needed)}."
            );
    }

    static string Quoted(IEnumerable<string> names) =>
        names.Any() ? string.Join(", ", names.Select(name => $"\"{name}\"")) : "none";
}
