using System.Globalization;

namespace Surefoot.Schedules;

/// <summary>
/// How the learning rate changes with the steps: a factor on the rate, a function of the number of steps taken and of
/// nothing else, so that a resumed run has the same rates as one that was never stopped. Derive from it to add a
/// schedule.
/// </summary>
public abstract record Schedule
{
    /// <summary>A rate that does not change.</summary>
    public static Schedule Constant { get; } = new ConstantSchedule();

    /// <summary>What the learning rate is multiplied by.</summary>
    /// <param name="steps">How many steps were taken before this one: 0 at the first.</param>
    /// <returns>A finite number, 0 or more.</returns>
    public abstract double Factor(long steps);

    /// <summary>
    /// The factor, refused where it is no finite number of 0 or more: a rate that is not would reach every weight.
    /// </summary>
    internal double CheckedFactor(long steps)
    {
        double factor = Factor(steps);
        if (double.IsFinite(factor) && factor >= 0)
            return factor;
        throw new InvalidOperationException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{GetType().Name} gives the factor {factor} at step {steps + 1}; a schedule's factor must be "
                    + $"a finite number, 0 or more. Nothing was changed."
            )
        );
    }

    sealed record ConstantSchedule : Schedule
    {
        public override double Factor(long steps) => 1;
    }
}
