using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Rules;

namespace Surefoot.Sweeps;

/// <summary>
/// What a number of steps with a gradient of zero do to a weight and its state:
/// <code>
/// θ      ← θ − loss·θ − pull·third
/// first  ← first·first + growth·second²
/// second ← second·second
/// third  ← third·third
/// </code>
/// One step is such a map for every rule that can rest; so is one after another, by <see cref="Then"/>. The weight's
/// loss is kept rather than what is left of it, as 1 − η·λ would lose the last digits of η·λ, the same ones at every
/// step.
/// </summary>
/// <param name="Loss">The share of the weight that decoupled decay takes: 1 − Π(1 − η_j·λ).</param>
/// <param name="Pull">How much of the momentum buffer is taken from the weight.</param>
/// <param name="First">What the first slot is multiplied by: ρᵏ for RMSprop.</param>
/// <param name="Growth">
/// How much of the square of the second slot goes to the first: what the variance gains from the mean gradient.
/// </param>
/// <param name="Second">What the second slot is multiplied by.</param>
/// <param name="Third">What the third slot is multiplied by: μᵏ.</param>
internal readonly record struct Rest(double Loss, double Pull, double First, double Growth, double Second, double Third)
{
    /// <summary>No step at all.</summary>
    public static readonly Rest None = new(0, 0, 1, 0, 1, 1);

    /// <summary>Whether the weight itself moves.</summary>
    public bool MovesWeights => Loss != 0 || Pull != 0;

    /// <summary>
    /// What one step does at rest, found by taking it: the rule's own formula is run on ones and zeros, in double, with
    /// its hyper-parameters as they were rounded to
    /// <typeparamref name="T"/>. So the formula is written once, and dense and lazy steps cannot drift apart.
    /// </summary>
    public static Rest Of<T, TRule>(in TRule rule, in GradientTransform<T> transform)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TRule : struct, IRule<T>
    {
        // A square of 1 beside a buffer of 1, then a mean of 1 alone: what each leaves in the others is a coefficient.
        Probe<T> nothing = new(0);
        Probe<T> moved = nothing,
            first = new(1),
            noSecond = nothing,
            third = new(1);
        rule.Step(ref moved, nothing, ref first, ref noSecond, ref third);
        Probe<T> unmoved = nothing,
            growth = nothing,
            second = new(1),
            noThird = nothing;
        rule.Step(ref unmoved, nothing, ref growth, ref second, ref noThird);
        return new(
            double.CreateTruncating(transform.Loss),
            TRule.Third is null ? 0 : 0 - moved.Value,
            TRule.First is null ? 1 : first.Value,
            TRule.First is null || TRule.Second is null ? 0 : growth.Value,
            TRule.Second is null ? 1 : second.Value,
            TRule.Third is null ? 1 : third.Value
        );
    }

    /// <summary>These steps and then those.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Rest Then(in Rest next) =>
        new(
            Quiet(Loss + (next.Loss * (1 - Loss))),
            Quiet(((1 - next.Loss) * Pull) + (next.Pull * Third)),
            Quiet(next.First * First),
            Quiet((next.First * Growth) + (next.Growth * (Second * Second))),
            Quiet(next.Second * Second),
            Quiet(next.Third * Third)
        );

    // Powers would stick at the smallest subnormal number, and slow down all that is multiplied by them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double Quiet(double x) => Math.Abs(x) < 1e-300 ? 0 : x;
}
