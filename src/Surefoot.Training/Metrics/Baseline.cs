namespace Surefoot.Training.Metrics;

/// <summary>
/// What a forecast without a network reaches on the same rows: a result is worth how far it beats that.
/// </summary>
/// <param name="Name">
/// <see cref="Commonest"/>, <see cref="Mean"/> or, for windows of rows in order, <see cref="LastValue"/> and
/// <see cref="LastSeason"/>.
/// </param>
/// <param name="Measure">Its accuracy for classes, its RMSE in the target's own units for numbers.</param>
/// <param name="LogLoss">
/// The mean of −ln of the share that each row's class has of the training rows, where that is the forecast; else null.
/// A class without a training row counts as half a row.
/// </param>
public sealed record Baseline(string Name, double Measure, double? LogLoss = null)
{
    /// <summary>The commonest class of the training rows for every row, with the classes' shares as
    /// probabilities.</summary>
    public const string Commonest = "commonestClass";

    /// <summary>The mean of the training rows' target for every row.</summary>
    public const string Mean = "trainingMean";

    /// <summary>
    /// The naive forecast: the last target that is known when a row is forecast, as far ahead as the window looks.
    /// Where a window's target is that of its own last row, that of the row before.
    /// </summary>
    public const string LastValue = "lastValue";

    /// <summary>
    /// The seasonal naive forecast: the target a whole number of seasons before, as few as it is known for.
    /// </summary>
    public const string LastSeason = "lastSeason";
}
