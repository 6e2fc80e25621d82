namespace Surefoot.Training.Explaining;

/// <summary>How Shapley values are sampled. Each value is checked when it is set.</summary>
public sealed record ShapleyOptions
{
    /// <summary>
    /// The most rows that a row is compared with, at least 2: of more, so many are drawn by the seed. Default 100.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 2.</exception>
    public int Background
    {
        get;
        init => field = ImportanceOptions.Within(2, 100_000, value, nameof(Background));
    } = 100;

    /// <summary>
    /// How many orders of the columns are drawn for each of them, 1 to 10,000; each is gone through forwards and
    /// backwards. Default 10. The time is that of predicting 2 × columns × orders × background rows.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Orders
    {
        get;
        init => field = ImportanceOptions.Within(1, 10_000, value, nameof(Orders));
    } = 10;

    /// <summary>The index of the class whose probability is explained; null, the default, for the predicted class. Not
    /// looked at where a number is predicted.</summary>
    public int? Class { get; init; }

    /// <summary>What rows and orders are drawn by. Default 1.</summary>
    public ulong Seed { get; init; } = 1;
}
