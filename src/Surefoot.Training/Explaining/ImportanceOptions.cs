namespace Surefoot.Training.Explaining;

/// <summary>How the importance of columns is measured. Each value is checked when it is set.</summary>
public sealed record ImportanceOptions
{
    /// <summary>
    /// The measure: <c>logLoss</c> or <c>accuracy</c> for classes, <c>rmse</c>, <c>mae</c> or <c>r2</c> for numbers;
    /// null, the default, takes the first of the task. (scikit-learn's takes the accuracy or R² unless told otherwise.)
    /// </summary>
    public string? Measure { get; init; }

    /// <summary>How often each column is permuted, 1 to 1,000. Default 10; scikit-learn's is 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Repeats
    {
        get;
        init => field = Within(1, 1000, value, nameof(Repeats));
    } = 10;

    /// <summary>
    /// The most rows that are looked at, at least 2: of more, so many are drawn by the seed. Default 10,000. The time
    /// is that of predicting columns × repeats × rows.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 2.</exception>
    public int Rows
    {
        get;
        init => field = Within(2, int.MaxValue, value, nameof(Rows));
    } = 10_000;

    /// <summary>What rows and permutations are drawn by. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    internal static int Within(int least, int most, int value, string name) =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                most == int.MaxValue
                    ? $"{name} is {value}; it must be at least {least}."
                    : $"{name} is {value}; it must be from {least} to {most}."
            );
}
