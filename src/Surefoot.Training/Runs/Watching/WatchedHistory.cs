using Surefoot.Training.Runs;

namespace Surefoot.Training.Runs.Watching;

/// <summary>All that the watcher knows of a run, and all that a diagnosis is made from.</summary>
public sealed record WatchedHistory
{
    /// <summary>The intervals in order; the first is the first step alone.</summary>
    public required IReadOnlyList<WatchedInterval> Intervals { get; init; }

    /// <summary>The epochs in order; on very long runs some of them.</summary>
    public required IReadOnlyList<WatchedEpoch> Epochs { get; init; }

    /// <summary>The epoch with the lowest validation loss; its number is 0 where there is none.</summary>
    public WatchedEpoch Best { get; init; }

    /// <summary>What answering the same for every row would cost; NaN where it is not known.</summary>
    public double ChanceLoss { get; init; } = double.NaN;

    /// <summary>The gradient that ended the run; null where none did.</summary>
    public NonFiniteGradient? NonFinite { get; init; }

    /// <summary>
    /// What the trainer saw when it ended the run as diverged, as a part of a sentence; null where it did not.
    /// </summary>
    public string? Diverged { get; init; }

    /// <summary>How many epochs were asked for; null where that is not known.</summary>
    public int? EpochsAsked { get; init; }

    /// <summary>What the run does already: no diagnosis offers it.</summary>
    internal RemediesInForce InForce { get; init; } = RemediesInForce.None;

    /// <summary>What the record of a run tells, such as of one that was killed.</summary>
    /// <param name="run">The record, with its epochs and intervals.</param>
    public static WatchedHistory Of(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        WatchedEpoch[] epochs =
        [
            .. run.Epochs.Select(e => new WatchedEpoch(
                e.Epoch,
                e.Step,
                e.TrainLoss,
                e.ValidationLoss,
                e.ValidationMeasure,
                e.LearningRate
            )),
        ];
        return new()
        {
            // A file may say anything: what is compared over time are the layers that the run ended with.
            Intervals =
            [
                .. run.Intervals.Where(interval =>
                    interval
                        .Layers.Select(layer => layer.Name)
                        .SequenceEqual(run.Intervals[^1].Layers.Select(layer => layer.Name), StringComparer.Ordinal)
                ),
            ],
            Epochs = epochs,
            EpochsAsked = run.Settings?.Trainer.Epochs,
            InForce = RemediesInForce.Of(run),
            Best = epochs
                .Where(epoch => double.IsFinite(epoch.ValidationLoss))
                .DefaultIfEmpty()
                .MinBy(epoch => epoch.ValidationLoss),
        };
    }

    /// <summary>The epoch in hand or ended last; 0 before the first interval.</summary>
    public int Epoch =>
        Math.Max(Intervals.Count > 0 ? Intervals[^1].Epoch : 0, Epochs.Count > 0 ? Epochs[^1].Epoch : 0);

    /// <summary>The last step that is known of.</summary>
    public long Step => Math.Max(Intervals.Count > 0 ? Intervals[^1].Step : 0, Epochs.Count > 0 ? Epochs[^1].Step : 0);

    /// <summary>The loss of the first batch.</summary>
    internal double FirstLoss => Intervals[0].Loss;

    /// <summary>The mean loss of the first eight steps.</summary>
    internal double StartLoss => Loss(0, Math.Min(1, 8.0 / Intervals[^1].Step));

    /// <summary>
    /// What the loss is measured against: that of the first steps, or what answering the same for every row would cost,
    /// if that is lower.
    /// </summary>
    internal double Base => double.IsNaN(ChanceLoss) ? StartLoss : Math.Min(StartLoss, ChanceLoss);

    /// <summary>The mean loss over the last eighth of the steps.</summary>
    internal double EndLoss => Loss(0.875, 1);

    /// <summary>η in force at the end.</summary>
    internal double LearningRate => Intervals[^1].LearningRate;

    /// <summary>Whether η was the same throughout.</summary>
    internal bool RateIsConstant => Intervals.All(interval => interval.LearningRate == Intervals[0].LearningRate);

    /// <summary>The mean loss over a part of the steps, both ends as shares of them.</summary>
    internal double Loss(double from, double to)
    {
        double sum = 0,
            steps = 0;
        foreach ((int i, WatchedInterval interval) in Part(from, to))
        {
            double length = interval.Step - (i > 0 ? Intervals[i - 1].Step : 0);
            sum += interval.Loss * length;
            steps += length;
        }
        return sum / steps;
    }

    /// <summary>The interval in which a share of the steps is reached.</summary>
    internal int IntervalAt(double share) =>
        Enumerable.Range(0, Intervals.Count).First(i => Intervals[i].Step >= share * Intervals[^1].Step);

    /// <summary>
    /// The median of a figure of a layer over a part of the steps; NaN where the figure is not known.
    /// </summary>
    internal double Median(int layer, Func<LayerHealth, double> figure, double from, double to) =>
        Quantiles.Median([
            .. Part(from, to).Select(part => figure(part.Interval.Layers[layer])).Where(double.IsFinite),
        ]);

    /// <summary>The indices of the layers.</summary>
    internal IEnumerable<int> Layers => Enumerable.Range(0, Intervals[^1].Layers.Count);

    /// <summary>A layer's name.</summary>
    internal string LayerName(int layer) => Intervals[^1].Layers[layer].Name;

    /// <summary>A diagnosis of this run as it stands.</summary>
    internal Diagnosis Find(
        DiagnosisKind kind,
        string? layer,
        FigureText evidence,
        params IReadOnlyList<Remedy> remedies
    ) => new(kind, Epoch, Step, layer, evidence.ToText(), [.. remedies.Where(remedy => !InForce.Hold(remedy))]);

    // Those whose middle lies in the part; where none does, the one that the part ends in.
    IEnumerable<(int Index, WatchedInterval Interval)> Part(double from, double to)
    {
        double first = from * Intervals[^1].Step,
            last = to * Intervals[^1].Step;
        var indices = Enumerable.Range(0, Intervals.Count);
        int[] within = [.. indices.Where(i => Middle(i) > first && Middle(i) <= last)];
        return (within.Length > 0 ? within : [indices.First(i => Intervals[i].Step >= last)]).Select(i =>
            (i, Intervals[i])
        );
    }

    double Middle(int interval) => (Intervals[interval].Step + (interval > 0 ? Intervals[interval - 1].Step : 0)) / 2.0;
}
