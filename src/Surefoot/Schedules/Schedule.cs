namespace Surefoot.Schedules;

/// <summary>
/// How the learning rate changes with the steps: a factor on the rate, a function of the number of steps taken and of nothing else, so that a resumed run
/// has the same rates as one that was never stopped. Derive from it to add a schedule.
/// </summary>
public abstract record Schedule
{
    /// <summary>A rate that does not change.</summary>
    public static Schedule Constant { get; } = new ConstantSchedule();

    /// <summary>What the learning rate is multiplied by.</summary>
    /// <param name="steps">How many steps were taken before this one: 0 at the first.</param>
    /// <returns>A finite number, 0 or more.</returns>
    public abstract double Factor(long steps);

    sealed record ConstantSchedule : Schedule
    {
        public override double Factor(long steps) => 1;
    }
}
