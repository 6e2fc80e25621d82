using System.Numerics;

namespace Surefoot.Optimizers;

/// <summary>
/// Carries the state of RMSprop from one dialect to another, where the mathematics allows: so that a run begun with Keras' settings, say, goes on with
/// PyTorch's as if those had been used from the start.
/// </summary>
public static class RmsPropTranslation
{
    /// <summary>The state that <paramref name="to"/> would have had after the gradients that led <paramref name="from"/> to this one.</summary>
    /// <param name="snapshot">The state under <paramref name="from"/>.</param>
    /// <param name="from">The settings that it was made with.</param>
    /// <param name="to">The settings to go on with.</param>
    /// <remarks>
    /// Exact: v ↔ s = v − ḡ² ↔ S = v − ḡ²/c, and ḡ ↔ ḡ/c (towards the variance as far as the difference has digits); another start v₀; a momentum buffer with the rate
    /// inside ↔ outside, provided that the rate was constant so far. Leaving out ḡ or b is allowed; making one up is not.
    /// </remarks>
    /// <exception cref="ArgumentException">The decays differ, or the new settings need a mean gradient or momentum that the old ones did not keep.</exception>
    public static OptimizerSnapshot<T> Translate<T>(OptimizerSnapshot<T> snapshot, RmsPropOptions from, RmsPropOptions to)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        if (from.Decay != to.Decay)
            throw new ArgumentException($"An average that decayed by {from.Decay} cannot become one that decayed by {to.Decay}: the gradients it holds are weighted otherwise.");
        if (to.Centered && !from.Centered) throw new ArgumentException("Centered needs the mean gradient, and the state was made without one.");
        if (to.Momentum > 0 && from.Momentum != to.Momentum)
            throw new ArgumentException($"A momentum buffer of {from.Momentum} cannot become one of {to.Momentum}: the steps it holds are weighted otherwise.");

        var slots = new Dictionary<string, T[]> { [to.Centered ? "variance" : "mean_square"] = Squares(snapshot, from, to) };
        if (to.Centered) slots["mean_gradient"] = Means(snapshot, from, to);
        if (to.Momentum > 0) slots["momentum"] = Momentum(snapshot, from, to);
        return snapshot with { Form = to.StateForm, Slots = slots };
    }

    static T[] Squares<T>(OptimizerSnapshot<T> snapshot, RmsPropOptions from, RmsPropOptions to)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double remaining = Math.Pow(from.Decay, snapshot.Steps), start = (to.InitialMeanSquare - from.InitialMeanSquare) * remaining;
        double toMeanSquare = from.Centered ? 1 / Correction(from, remaining) : 0, toVariance = to.Centered ? 1 / Correction(to, remaining) : 0;
        double change = toMeanSquare - toVariance, kept = Correction(from, remaining);
        var before = snapshot.Slots[from.Centered ? "variance" : "mean_square"];
        if (change == 0 && start == 0) return before;
        var after = new T[before.Length];
        for (int i = 0; i < after.Length; i++)
        {
            double mean = from.Centered ? kept * double.CreateTruncating(snapshot.Slots["mean_gradient"][i]) : 0;
            after[i] = T.CreateTruncating(Math.Max(0, double.CreateTruncating(before[i]) + (change * mean * mean) + start));
        }
        return after;
    }

    // With bias correction the slot holds ḡ/c.
    static T[] Means<T>(OptimizerSnapshot<T> snapshot, RmsPropOptions from, RmsPropOptions to)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double remaining = Math.Pow(from.Decay, snapshot.Steps), factor = Correction(from, remaining) / Correction(to, remaining);
        return factor == 1 ? snapshot.Slots["mean_gradient"] : Array.ConvertAll(snapshot.Slots["mean_gradient"], mean => T.CreateTruncating(factor * double.CreateTruncating(mean)));
    }

    // c in S = v − ḡ²/c and ḡ/c: 1 without bias correction. Before the first step ḡ is 0, and any c will do.
    static double Correction(RmsPropOptions options, double remaining) => options.BiasCorrection && remaining < 1 ? 1 - remaining : 1;

    static T[] Momentum<T>(OptimizerSnapshot<T> snapshot, RmsPropOptions from, RmsPropOptions to)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var buffer = snapshot.Slots["momentum"];
        if (from.MomentumForm == to.MomentumForm) return buffer;
        if (snapshot.LearningRate == 0) throw new ArgumentException("A momentum buffer made at a learning rate of 0 does not say what it would be at another.");
        double factor = to.MomentumForm == MomentumForm.RateInside ? snapshot.LearningRate : 1 / snapshot.LearningRate;
        return Array.ConvertAll(buffer, b => T.CreateTruncating(double.CreateTruncating(b) * factor));
    }
}
