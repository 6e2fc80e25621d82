using System.Globalization;
using System.Numerics;
using Surefoot.Rules;

namespace Surefoot.Optimizers;

/// <summary>
/// Carries the state of RMSprop from one dialect to another, where the state under the one says what it would be under
/// the other after the same gradients: a run begun with Optax' settings goes on with Keras', say. Where it does not say
/// so, the translation is refused with the reason.
/// </summary>
public static class RmsPropTranslation
{
    /// <summary>
    /// The state that <paramref name="to"/> would have had after the very gradients, coupled weight decay included,
    /// that led <paramref name="from"/> to this one.
    /// </summary>
    /// <param name="snapshot">The state under <paramref name="from"/>.</param>
    /// <param name="from">The settings that it was made with.</param>
    /// <param name="to">The settings to go on with.</param>
    /// <remarks>
    /// Exact, with m the decaying average of gradients and c = 1−ρᵗ: v ↔ s = v − m² ↔ S = v − m²/c, the last under bias
    /// correction (towards the variance as far as the difference has digits); the slot of the mean holds m/c in either;
    /// another start v₀; a momentum buffer with the rate inside ↔ outside, provided that the rate was constant so far.
    /// Leaving out ḡ or b is allowed; making one up is not. A momentum buffer that is kept holds g/d and not g, so with
    /// it the divisor d has to stay as it was: ε and its place, centered or not, bias correction, and v₀. Without
    /// momentum ε and its place are free. The rate, the decoupled decay and Nesterov's look-ahead leave no trace in the
    /// state, and are free.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The snapshot was not made with <paramref name="from"/>; or its averages or its momentum buffer hold something
    /// else than <paramref name="to"/> needs.
    /// </exception>
    public static OptimizerSnapshot<T> Translate<T>(
        OptimizerSnapshot<T> snapshot,
        RmsPropOptions from,
        RmsPropOptions to
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        snapshot.RequireMadeWith(from);
        RequireSameAverages(from, to);
        if (to.Momentum > 0)
            RequireSameBuffer(snapshot.Steps, from, to);
        // Saved before the first step, it holds nothing yet.
        if (snapshot is { Steps: 0, Slots.Count: 0 })
            return snapshot with { Form = to.StateForm, Settings = to.StateSettings };
        string[] kept = from.Centered ? ["variance", "mean_gradient"] : ["mean_square"];
        snapshot.RequireSlots(from.Momentum > 0 ? [.. kept, "momentum"] : kept, length: null, finite: false);

        var slots = new Dictionary<string, T[]>
        {
            [to.Centered ? "variance" : "mean_square"] = Squares(snapshot, from, to),
        };
        if (to.Centered)
            slots["mean_gradient"] = snapshot.Slots["mean_gradient"];
        if (to.Momentum > 0)
            slots["momentum"] = Momentum(snapshot, from, to);
        return snapshot with { Form = to.StateForm, Settings = to.StateSettings, Slots = slots };
    }

    static void RequireSameAverages(RmsPropOptions from, RmsPropOptions to)
    {
        if (from.Decay != to.Decay)
            throw Refused(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"An average that decayed by {from.Decay} cannot become one that decayed by {to.Decay}: the "
                        + $"gradients it holds are weighted otherwise."
                )
            );
        if (to.Centered && !from.Centered)
            throw new ArgumentException("Centered needs the mean gradient, and the state was made without one.");
        if (Coupled(from) != Coupled(to))
        {
            throw Refused(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The averages hold gradients with a coupled weight decay of {Coupled(from)}; those with one "
                        + $"of {Coupled(to)} cannot be had from them. Keep the coupled decay, or start anew."
                )
            );
        }
        if (to.Centered && from.Maximize != to.Maximize)
            throw new ArgumentException(
                "The mean gradient has the sign of the direction: state made going one way (Maximize) cannot "
                    + "become state of the other."
            );

        static double Coupled(RmsPropOptions options) =>
            options.WeightDecayForm == WeightDecayForm.Coupled ? options.WeightDecay : 0;
    }

    static void RequireSameBuffer(long steps, RmsPropOptions from, RmsPropOptions to)
    {
        if (from.Momentum != to.Momentum)
            throw Refused(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A momentum buffer of {from.Momentum} cannot become one of {to.Momentum}: the steps it holds "
                        + $"are weighted otherwise."
                )
            );
        string? other =
            from.Epsilon != to.Epsilon ? nameof(to.Epsilon)
            : from.EpsilonPlacement != to.EpsilonPlacement && to.Epsilon > 0 ? nameof(to.EpsilonPlacement)
            : from.Centered != to.Centered ? nameof(to.Centered)
            : from.BiasCorrection != to.BiasCorrection ? nameof(to.BiasCorrection)
            : from.InitialMeanSquare != to.InitialMeanSquare && steps > 0 ? nameof(to.InitialMeanSquare)
            : null;
        if (other is not null)
            throw new ArgumentException(
                $"The momentum buffer holds gradients already divided, and {other} differs, so that they "
                    + "would have been divided by something else. Keep it as it was, or go on without momentum."
            );
        if (from.Maximize != to.Maximize)
            throw new ArgumentException(
                "The momentum buffer holds steps of the other direction (Maximize). Keep it as it was, or go "
                    + "on without momentum."
            );
    }

    static ArgumentException Refused(string reason) => new(reason);

    // The mean square is s + m², or under bias correction S + m²/c; m is c times what the slot of the mean holds.
    static T[] Squares<T>(OptimizerSnapshot<T> snapshot, RmsPropOptions from, RmsPropOptions to)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double remaining = Math.Pow(from.Decay, snapshot.Steps),
            c = 1 - remaining,
            start = (to.InitialMeanSquare - from.InitialMeanSquare) * remaining;
        double change = ToMeanSquare(from, c) - ToMeanSquare(to, c);
        var before = snapshot.Slots[from.Centered ? "variance" : "mean_square"];
        if (change == 0 && start == 0)
            return before;
        var after = new T[before.Length];
        for (int i = 0; i < after.Length; i++)
        {
            double mean = from.Centered ? double.CreateTruncating(snapshot.Slots["mean_gradient"][i]) : 0;
            after[i] = T.CreateTruncating(
                Math.Max(0, double.CreateTruncating(before[i]) + (change * mean * mean) + start)
            );
        }
        return after;
    }

    // What of the square of the mean's slot lies between the slot of squares and the mean square.
    static double ToMeanSquare(RmsPropOptions options, double c) =>
        !options.Centered ? 0
        : options.BiasCorrection ? c
        : c * c;

    static T[] Momentum<T>(OptimizerSnapshot<T> snapshot, RmsPropOptions from, RmsPropOptions to)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var buffer = snapshot.Slots["momentum"];
        if (from.MomentumForm == to.MomentumForm)
            return buffer;
        if (snapshot.LearningRate == 0)
            throw new ArgumentException(
                "A momentum buffer made at a learning rate of 0 does not say what it would be at another."
            );
        double factor = to.MomentumForm == MomentumForm.RateInside ? snapshot.LearningRate : 1 / snapshot.LearningRate;
        return Array.ConvertAll(buffer, b => T.CreateTruncating(double.CreateTruncating(b) * factor));
    }
}
