using Surefoot.Clipping;
using Surefoot.Schedules;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Comparing;

/// <summary>How optimizers are compared: the same for all of them.</summary>
public sealed record ComparisonOptions
{
    /// <summary>
    /// Epochs, batches, threads and the rest of each scored run. Its seed and its patience are not used: the seeds are
    /// <see cref="Seeds"/>, and no run stops early, so that all curves have the same length.
    /// </summary>
    public TrainerOptions Training { get; init; } = new() { Epochs = 10 };

    /// <summary>
    /// The seeds of the scored runs, at least one: from each come the starting weights, the order of the rows and
    /// dropout, the same for every optimizer.
    /// </summary>
    /// <exception cref="ArgumentException">There is none, or one stands there twice.</exception>
    public IReadOnlyList<ulong> Seeds
    {
        get;
        init =>
            field =
                value.Count > 0 && value.Distinct().Count() == value.Count
                    ? value
                    : throw new ArgumentException(
                        "A comparison needs a seed at least, and no seed twice.",
                        nameof(value)
                    );
    } = [1, 2, 3];

    /// <summary>
    /// The seed of the search for a rate: none of <see cref="Seeds"/>, so that no rate is chosen by a run that is
    /// scored. Default 0.
    /// </summary>
    public ulong SearchSeed { get; init; }

    /// <summary>
    /// How many rates are tried for each optimizer before the scored runs; 1 takes each optimizer's own and tries none.
    /// Default 5.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int Trials
    {
        get;
        init =>
            field =
                value >= 1
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Trials),
                        value,
                        $"{nameof(Trials)} is {value}; it must be at least 1."
                    );
    } = 5;

    /// <summary>How many epochs a trial has, at least 1. Default 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int TrialEpochs
    {
        get;
        init =>
            field =
                value >= 1
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(TrialEpochs),
                        value,
                        $"{nameof(TrialEpochs)} is {value}; it must be at least 1."
                    );
    } = 5;

    /// <summary>
    /// The accuracy in [0, 1], or the RMSE, whose first epoch is looked for in each curve. Null, the default, takes the
    /// best that the weakest optimizer reaches, on average over the seeds: so every one has a chance to reach it.
    /// </summary>
    public double? Target { get; init; }

    /// <summary>How the rate changes over a run of so many epochs; null, the default, keeps it constant.</summary>
    public Func<int, Schedule?>? Schedule { get; init; }

    /// <summary>How gradients are clipped; null for not at all.</summary>
    public GradientClipping? Clipping { get; init; }
}
