using Surefoot.Settings;

namespace Surefoot.Schedules;

/// <summary>Multiplies the rate by a factor every so many steps: γ^⌊t/every⌋ (PyTorch's StepLR).</summary>
public sealed record StepSchedule : Schedule
{
    /// <summary>A rate that falls every <paramref name="every"/> steps.</summary>
    /// <param name="every">Steps between two changes, 1 or more.</param>
    /// <param name="factor">γ, a finite number above 0; default 0.1.</param>
    public StepSchedule(long every, double factor = 0.1)
    {
        (Every, FactorEach) = (Setting.AtLeastOne(every), Setting.Positive(factor, nameof(factor)));
    }

    /// <summary>Steps between two changes.</summary>
    public long Every { get; }

    /// <summary>γ: what each change multiplies the rate by.</summary>
    public double FactorEach { get; }

    /// <inheritdoc/>
    public override double Factor(long steps) => Math.Pow(FactorEach, steps / Every);
}
