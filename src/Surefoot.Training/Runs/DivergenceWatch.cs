using Surefoot.Training.Formats;
using Surefoot.Training.Runs.Checkpoints;

namespace Surefoot.Training.Runs;

/// <summary>
/// Decides when a run has diverged: a loss or a gradient is not finite, or an epoch's mean loss is above 1,000 times
/// the first batch's. A first loss below 0.001 counts as 0.001, so that a run that starts almost perfect may still
/// move: a mean loss of 1 is what the mean as a prediction reaches on a standardised target.
/// </summary>
/// <param name="bearsBatches">Whether a batch's loss may be other than finite, since its step will be left out.</param>
sealed class DivergenceWatch(bool bearsBatches = false) : IRunState
{
    const double Factor = 1000,
        LeastFirstLoss = 0.001;

    double first = double.NaN;

    /// <inheritdoc/>
    public string Name => "divergence";

    /// <inheritdoc/>
    public void Write(RunStateWriter state) => state.Number("first", first);

    /// <inheritdoc/>
    public void Read(RunStateReader state) => first = state.Number("first");

    /// <summary>Looks at a batch's loss before its gradient is followed.</summary>
    /// <param name="loss">The mean loss of the batch.</param>
    /// <param name="step">The step that the batch is for, counted from 1.</param>
    /// <exception cref="DivergedException">It is not finite.</exception>
    public void Batch(double loss, long step)
    {
        if (double.IsFinite(loss))
            first = double.IsNaN(first) ? loss : first;
        else if (!bearsBatches)
            throw new DivergedException(step, string.Create(FigureFormat.Instance, $"the loss was {loss}"));
    }

    /// <summary>Looks at an epoch's mean loss.</summary>
    /// <param name="loss">The mean loss over the epoch.</param>
    /// <param name="step">The epoch's last step.</param>
    /// <exception cref="DivergedException">It is far above the first batch's.</exception>
    public void Epoch(double loss, long step)
    {
        if (loss <= Factor * Math.Max(first, LeastFirstLoss) || (bearsBatches && double.IsNaN(loss)))
            return;
        throw new DivergedException(
            step,
            ofEpoch: true,
            what: string.Create(
                FigureFormat.Instance,
                $"the epoch's mean loss was {loss:G4}, more than {Factor} times the first batch's {first:G4}"
            )
        );
    }
}

/// <summary>Ends a run that diverged; the trainer catches it.</summary>
/// <param name="step">The step at which it was seen, counted from 1.</param>
/// <param name="what">What was seen, as a part of a sentence.</param>
/// <param name="ofEpoch">Whether it was seen in the figures of the epoch as a whole.</param>
sealed class DivergedException(long step, string what, bool ofEpoch = false) : Exception(what)
{
    /// <summary>
    /// Whether it was seen in the figures of the epoch as a whole, so that no step of it may be gone back to.
    /// </summary>
    public bool OfEpoch => ofEpoch;

    /// <summary>The step at which it was seen, counted from 1.</summary>
    public long Step => step;
}
