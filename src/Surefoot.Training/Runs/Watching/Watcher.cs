using System.Numerics;
using Surefoot.Optimizers;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Models;

namespace Surefoot.Training.Runs.Watching;

/// <summary>
/// Watches a run: the loss of every step, and at the end of each interval the health of every layer. It looks at step
/// numbers and never at the clock, changes nothing, and allocates nothing
/// in a step, but for the event of an interval.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
sealed partial class Watcher<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Network<T> network;
    readonly Optimizer<T> optimizer;
    readonly ObserverPump observers;
    readonly LayerRange[] layers;
    readonly LayerGauge<T>[] gauges;
    readonly LayerFigures[] figures;
    readonly DeadUnits<T> deadUnits;
    readonly Findings findings = new();
    double lossSum,
        rate;
    int losses;
    bool looking;

    public Watcher(Network<T> network, Optimizer<T> optimizer, ObserverPump observers)
    {
        (this.network, this.optimizer, this.observers) = (network, optimizer, observers);
        layers = LayerRange.Of(network.Layout);
        gauges = Array.ConvertAll(layers, layer => new LayerGauge<T>(layer));
        figures = new LayerFigures[layers.Length];
        deadUnits = new DeadUnits<T>(network, layers);
        Intervals = new IntervalSeries(layers);
    }

    /// <summary>The intervals so far.</summary>
    public IntervalSeries Intervals { get; }

    /// <summary>The epochs so far.</summary>
    public EpochSeries Epochs { get; } = new();

    /// <summary>What answering the same for every row would cost; NaN where it is not known.</summary>
    public double ChanceLoss { get; set; } = double.NaN;

    /// <summary>The gradient that ended the run; null where none did.</summary>
    public NonFiniteGradient? NonFinite { get; set; }

    /// <summary>What the run was ended for as diverged, as a part of a sentence; null where it was not.</summary>
    public string? Diverged { get; set; }

    /// <summary>How many epochs were asked for; null where that is not known.</summary>
    public int? EpochsAsked { get; init; }

    /// <summary>What the run does already, and is not told to do.</summary>
    public RemediesInForce InForce { get; init; } = RemediesInForce.None;

    /// <summary>Takes note of a batch's loss.</summary>
    public void Batch(double loss)
    {
        lossSum += loss;
        losses++;
    }

    /// <summary>
    /// Before a step of the optimizer, with the gradients complete and the batch's values on the tape.
    /// </summary>
    /// <param name="tape">The tape of the batch; null where there is none that holds all of it.</param>
    /// <param name="step">The step to come, counted from 1.</param>
    /// <param name="accumulated">How many full batches' gradients are summed; a short one is a part of one.</param>
    public void Before(Tape<T>? tape, long step, double accumulated)
    {
        looking = Intervals.EndsWith(step) && losses > 0;
        if (!looking)
            return;
        rate = optimizer.EffectiveLearningRate;
        for (int i = 0; i < gauges.Length; i++)
            figures[i].GradientNorm = gauges[i].Before(network.Parameters, network.Gradients, accumulated);
        if (tape is not null)
            deadUnits.Count(tape, figures);
    }

    /// <summary>After the step.</summary>
    /// <param name="epoch">The epoch in hand, counted from 1.</param>
    /// <param name="step">The step made, counted from 1.</param>
    public void After(int epoch, long step)
    {
        if (!looking)
            return;
        for (int i = 0; i < gauges.Length; i++)
            gauges[i].After(network.Parameters, optimizer, ref figures[i]);
        var ended = new Interval(epoch, step, losses, lossSum / losses, rate);
        figures.CopyTo(Intervals.Add(ended));
        (lossSum, losses, looking) = (0, 0, false);
        if (observers.HasObservers)
            Tell(ended.Of(Intervals.Number, layers, figures));
    }

    /// <summary>Takes note of an epoch, and reads the curve so far.</summary>
    /// <returns>What is found now and was not told of before.</returns>
    public IReadOnlyList<Diagnosis> EpochDone(EpochDone e)
    {
        Epochs.Add(new(e.Epoch, e.Step, e.TrainLoss, e.ValidationLoss, e.ValidationMeasure, e.LearningRate));
        return findings.AreDue(e.Step) ? Tell(findings.Look(Diagnoser.Diagnose(History), e.Step)) : [];
    }

    /// <summary>The run has reacted to what was found.</summary>
    public void Reacted(long step) => findings.Forget(step);

    /// <summary>Reads the whole curve, at the end of the run.</summary>
    public IReadOnlyList<Diagnosis> Conclude()
    {
        IReadOnlyList<Diagnosis> all = Diagnoser.Diagnose(History);
        Tell(findings.Last(all));
        return all;
    }

    // Apart from After, which would else make an object for the call in every step.
    void Tell(WatchedInterval interval) => observers.Tell(observer => observer.Watched(interval));

    IReadOnlyList<Diagnosis> Tell(IReadOnlyList<Diagnosis> news)
    {
        foreach (Diagnosis one in news)
            observers.Tell(observer => observer.Diagnosed(one));
        return news;
    }

    /// <summary>All that is known, to be diagnosed.</summary>
    WatchedHistory History =>
        new()
        {
            Intervals = [.. Enumerable.Range(0, Intervals.Count).Select(i => Intervals[i])],
            Epochs = Epochs.All,
            Best = Epochs.Best,
            ChanceLoss = ChanceLoss,
            EpochsAsked = EpochsAsked,
            InForce = InForce,
            NonFinite = NonFinite,
            Diverged = Diverged,
        };
}
