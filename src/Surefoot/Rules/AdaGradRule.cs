using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Rules;

/// <summary>
/// AdaGrad (Duchi, Hazan and Singer, JMLR 12, 2011), in its diagonal form: the sum of all squared gradients never
/// forgets, so rates only diminish.
/// <code>
/// s ← s + g²
/// θ ← θ − η·g/(√s + ε)        with a rate decay δ, η/(1 + (t−1)·δ) in place of η, as in PyTorch;
///                             √(s + ε) in place of √s + ε, as in Keras and TensorFlow
/// </code>
/// </summary>
/// <typeparam name="T">What the hyper-parameters are kept in.</typeparam>
public readonly struct AdaGradRule<T> : IRule<AdaGradRule<T>, T, AdaGradOptions>
    where T : struct
{
    readonly T η,
        ε;
    readonly bool noEpsilon,
        epsilonInside;

    AdaGradRule(T η, T ε, bool noEpsilon, bool epsilonInside) =>
        (this.η, this.ε, this.noEpsilon, this.epsilonInside) = (η, ε, noEpsilon, epsilonInside);

    /// <inheritdoc/>
    public static string? First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => "sum_of_squares";
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
    public static (string First, string Second, string Third) Letters => ("s", "", "");

    /// <inheritdoc/>
    /// <remarks>With g = 0 nothing moves: the sum of squares neither grows nor decays.</remarks>
    public static string? RestObstacle => null;

    /// <inheritdoc/>
    public static AdaGradRule<T> At<TValue>(AdaGradOptions options, StepInfo step)
        where TValue : IValue<T> =>
        new(
            TValue.Of(
                options.RateDecay == 0 ? "η" : "η/(1 + (t−1)·δ)",
                step.LearningRate / (1 + ((step.Number - 1) * options.RateDecay))
            ),
            TValue.Of("ε", options.Epsilon),
            TValue.IsZero(options.Epsilon),
            options.EpsilonPlacement == EpsilonPlacement.Inside
        );

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N θ, N g, ref N s, ref N second, ref N third)
        where N : struct, ILane<N, T>
    {
        s = s + (g * g);
        N scaled = η * g;
        θ = θ - (noEpsilon ? N.DivideOrZero(scaled, Root(s)) : scaled / Root(s));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N EffectiveRate<N>(N s, N second, N third)
        where N : struct, ILane<N, T> => noEpsilon ? N.DivideOrZero(N.Create(η), Root(s)) : η / Root(s);

    // What the gradient is divided by: √s + ε, √(s + ε), or √s alone.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    N Root<N>(N s)
        where N : struct, ILane<N, T> =>
        noEpsilon ? N.Sqrt(s)
        : epsilonInside ? N.Sqrt(s + ε)
        : N.Sqrt(s) + ε;
}
