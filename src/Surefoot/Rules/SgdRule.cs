using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Rules;

/// <summary>
/// Gradient descent (Robbins and Monro 1951), with momentum (Polyak 1964) or Nesterov's form of it (Sutskever and
/// others, ICML 2013), as in PyTorch:
/// <code>
/// b ← μ·b + (1−τ)·g            the first step takes b = g, without the dampening τ
/// θ ← θ − η·b                  Nesterov: θ ← θ − η·(g + μ·b); without momentum: θ ← θ − η·g
/// </code>
/// </summary>
/// <typeparam name="T">What the hyper-parameters are kept in.</typeparam>
/// <typeparam name="TMomentum">Whether gradients are gathered in a momentum buffer b.</typeparam>
public readonly struct SgdRule<T, TMomentum> : IRule<SgdRule<T, TMomentum>, T, SgdOptions>
    where T : struct
    where TMomentum : struct, ISwitch
{
    readonly T η,
        μ,
        share;
    readonly bool nesterov;

    SgdRule(T η, T μ, T share, bool nesterov) => (this.η, this.μ, this.share, this.nesterov) = (η, μ, share, nesterov);

    /// <inheritdoc/>
    public static string? First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => null;
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
        get => TMomentum.IsOn ? "momentum" : null;
    }

    /// <inheritdoc/>
    public static (string First, string Second, string Third) Letters => ("", "", "b");

    /// <inheritdoc/>
    /// <remarks>
    /// With g = 0: b ← μ·b and θ ← θ − η·b, Nesterov θ ← θ − η·μ·b, whatever the dampening. Over k steps b·μᵏ, and θ −
    /// b·Σ η_j·μʲ. Without momentum nothing moves.
    /// </remarks>
    public static string? RestObstacle => null;

    /// <inheritdoc/>
    public static SgdRule<T, TMomentum> At<TValue>(SgdOptions options, StepInfo step)
        where TValue : IValue<T> =>
        new(
            TValue.Of("η", step.LearningRate),
            TValue.Of("μ", options.Momentum),
            TValue.Of("(1−τ)", step.Number == 1 ? 1 : 1 - options.Dampening),
            options.Nesterov
        );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N θ, N g, ref N first, ref N second, ref N b)
        where N : struct, ILane<N, T>
    {
        if (!TMomentum.IsOn)
        {
            θ = θ - (η * g);
            return;
        }
        b = (μ * b) + (share * g);
        θ = θ - (η * (nesterov ? g + (μ * b) : b));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N EffectiveRate<N>(N first, N second, N b)
        where N : struct, ILane<N, T> => N.Create(η);
}
