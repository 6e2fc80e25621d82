using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Rules;

/// <summary>
/// Adadelta (Zeiler 2012, arXiv 1212.5701, algorithm 1): RMSprop whose learning rate is the root of an average of its
/// own squared moves.
/// <code>
/// v ← ρ·v + (1−ρ)·g²
/// θ ← θ − η·√(u + ε)/√(v + ε)·g        by the u of the step before; η is 1 in the paper
/// u ← ρ·u + (1−ρ)·(√(u + ε)/√(v + ε)·g)²
/// </code>
/// </summary>
/// <typeparam name="T">What the hyper-parameters are kept in.</typeparam>
public readonly struct AdadeltaRule<T> : IRule<AdadeltaRule<T>, T, AdadeltaOptions>
    where T : struct
{
    readonly T η,
        ρ,
        oneMinusρ,
        ε;
    readonly bool noEpsilon;

    AdadeltaRule(T η, T ρ, T oneMinusρ, T ε, bool noEpsilon) =>
        (this.η, this.ρ, this.oneMinusρ, this.ε, this.noEpsilon) = (η, ρ, oneMinusρ, ε, noEpsilon);

    /// <inheritdoc/>
    public static string? First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => "mean_square";
    }

    /// <inheritdoc/>
    public static string? Second
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => "mean_square_move";
    }

    /// <inheritdoc/>
    public static string? Third
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => null;
    }

    /// <inheritdoc/>
    public static (string First, string Second, string Third) Letters => ("v", "u", "");

    /// <inheritdoc/>
    /// <remarks>With g = 0 the move is 0: v ← ρ·v, u ← ρ·u, and θ stays.</remarks>
    public static string? RestObstacle => null;

    /// <inheritdoc/>
    public static AdadeltaRule<T> At<TValue>(AdadeltaOptions options, StepInfo step)
        where TValue : IValue<T> =>
        new(
            TValue.Of("η", step.LearningRate),
            TValue.Of("ρ", options.Decay),
            TValue.Of("(1−ρ)", 1 - options.Decay),
            TValue.Of("ε", options.Epsilon),
            TValue.IsZero(options.Epsilon)
        );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N θ, N g, ref N v, ref N u, ref N third)
        where N : struct, ILane<N, T>
    {
        v = (ρ * v) + (oneMinusρ * (g * g));
        N move = Ratio(u, v) * g;
        u = (ρ * u) + (oneMinusρ * (move * move));
        θ = θ - (η * move);
    }

    /// <inheritdoc/>
    /// <remarks>By the u of this step, which is the one that the next step goes by.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N EffectiveRate<N>(N v, N u, N third)
        where N : struct, ILane<N, T> => η * Ratio(u, v);

    // √(u + ε)/√(v + ε). An ε that float rounds to 0 leaves every weight where it is, for u never grows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    N Ratio<N>(N u, N v)
        where N : struct, ILane<N, T> =>
        noEpsilon ? N.DivideOrZero(N.Sqrt(u), N.Sqrt(v)) : N.Sqrt(u + ε) / N.Sqrt(v + ε);
}
