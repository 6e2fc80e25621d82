namespace Surefoot.Training.Explaining;

/// <summary>How partial dependence is taken. Each value is checked when it is set.</summary>
public sealed record DependenceOptions
{
    /// <summary>
    /// How many numbers are tried, at most, 2 to 1,000: those at evenly spaced quantiles of the rows, from the lowest
    /// to the highest. Default 20. Of categories all are tried.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Points
    {
        get;
        init => field = ImportanceOptions.Within(2, 1000, value, nameof(Points));
    } = 20;

    /// <summary>
    /// The most rows that the mean is taken over, at least 1: of more, so many are drawn by the seed. Default 1,000.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Rows
    {
        get;
        init => field = ImportanceOptions.Within(1, int.MaxValue, value, nameof(Rows));
    } = 1000;

    /// <summary>What rows are drawn by. Default 1.</summary>
    public ulong Seed { get; init; } = 1;
}
