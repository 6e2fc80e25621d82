namespace Surefoot.Optimizers;

/// <summary>All that an optimizer remembers, as a copy: with it a run goes on as if it had never stopped.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed record OptimizerSnapshot<T>
    where T : unmanaged
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
}
