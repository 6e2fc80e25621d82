using Surefoot.Settings;

namespace Surefoot.Schedules;

/// <summary>
/// Lets the rate rise in a straight line before another schedule begins: step t of n has (t+1)/n of it. The first steps
/// of RMSprop with an average that starts at 0 are up to 1/√(1−ρ) times too long; a warm-up takes that out.
/// </summary>
public sealed record WarmupSchedule : Schedule
{
    /// <summary>
    /// A rise over <paramref name="steps"/> steps, then <paramref name="after"/> from its own beginning.
    /// </summary>
    /// <param name="steps">Steps of the rise, 1 or more.</param>
    /// <param name="after">What follows; null for a constant rate.</param>
    public WarmupSchedule(long steps, Schedule? after = null) =>
        (Steps, After) = (Setting.AtLeastOne(steps), after ?? Constant);

    /// <summary>Steps of the rise.</summary>
    public long Steps { get; }

    /// <summary>What follows.</summary>
    public Schedule After { get; }

    /// <inheritdoc/>
    public override double Factor(long steps) =>
        steps < Steps ? (steps + 1) / (double)Steps * After.Factor(0) : After.Factor(steps - Steps);
}
