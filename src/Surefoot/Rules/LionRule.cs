using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Rules;

/// <summary>
/// Lion (Chen and others, "Symbolic discovery of optimization algorithms", NeurIPS 2023, arXiv 2302.06675, algorithm
/// 2): each weight moves by the whole rate, in the direction of its gradients' mean.
/// <code>
/// c ← β₁·m + (1−β₁)·g
/// θ ← θ − η·sign(c)            before it θ ← θ − η·λ·θ, the decoupled weight decay of the paper
/// m ← β₂·m + (1−β₂)·g
/// </code>
/// </summary>
/// <typeparam name="T">What the hyper-parameters are kept in.</typeparam>
public readonly struct LionRule<T> : IRule<LionRule<T>, T, LionOptions>
    where T : struct
{
    readonly T η,
        β1,
        oneMinusβ1,
        β2,
        oneMinusβ2,
        minus;

    LionRule(T η, T β1, T oneMinusβ1, T β2, T oneMinusβ2, T minus) =>
        (this.η, this.β1, this.oneMinusβ1, this.β2, this.oneMinusβ2, this.minus) = (
            η,
            β1,
            oneMinusβ1,
            β2,
            oneMinusβ2,
            minus
        );

    /// <inheritdoc/>
    public static string? First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => "mean_gradient";
    }

    /// <inheritdoc/>
    public static string? Second
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => null;
    }

    /// <inheritdoc/>
    public static string? Third
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => null;
    }

    /// <inheritdoc/>
    public static (string First, string Second, string Third) Letters => ("m", "", "");

    /// <inheritdoc/>
    public static string? RestObstacle =>
        "Lion moves every weight at every step by its whole rate, whether it has a gradient or not, for as long as its "
        + "mean gradient m is not 0";

    /// <inheritdoc/>
    public static LionRule<T> At<TValue>(LionOptions options, StepInfo step)
        where TValue : IValue<T> =>
        new(
            TValue.Of("η", step.LearningRate),
            TValue.Of("β₁", options.Beta1),
            TValue.Of("(1−β₁)", 1 - options.Beta1),
            TValue.Of("β₂", options.Beta2),
            TValue.Of("(1−β₂)", 1 - options.Beta2),
            TValue.Of("−", -1)
        );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N θ, N g, ref N m, ref N second, ref N third)
        where N : struct, ILane<N, T>
    {
        N c = (β1 * m) + (oneMinusβ1 * g);
        // A number over its magnitude is exactly 1 or −1; 0 over 0 is 0.
        N sign = N.DivideOrZero(c, N.Max(c, minus * c));
        θ = θ - (η * sign);
        m = (β2 * m) + (oneMinusβ2 * g);
    }

    /// <inheritdoc/>
    /// <remarks>The length of the step itself, as gradients of any size give the same.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N EffectiveRate<N>(N m, N second, N third)
        where N : struct, ILane<N, T> => N.Create(η);
}
