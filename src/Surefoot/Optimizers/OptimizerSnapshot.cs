namespace Surefoot.Optimizers;

/// <summary>All that an optimizer remembers, as a copy: with it a run goes on as if it had never stopped.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed record OptimizerSnapshot<T>
    where T : unmanaged
{
    /// <summary>The optimizer's name, as in <see cref="OptimizerOptions.Name"/>.</summary>
    public required string Optimizer { get; init; }

    /// <summary>Steps taken.</summary>
    public required long Steps { get; init; }

    /// <summary>Steps skipped.</summary>
    public long SkippedSteps { get; init; }

    /// <summary>η before the schedule.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The named slots.</summary>
    public required IReadOnlyDictionary<string, T[]> Slots { get; init; }
}
