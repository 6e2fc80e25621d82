using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Rules;

namespace Surefoot.Stranger;

/// <summary>
/// Adadelta (Zeiler 2012, arXiv 1212.5701, algorithm 1): RMSprop whose learning rate is the root of an average of its
/// own squared moves.
/// </summary>
public readonly struct AdadeltaRule<T> : IRule<AdadeltaRule<T>, T, AdadeltaOptions>
    where T : struct
{
    readonly T η,
        ρ,
        oneMinusρ,
        ε;

    AdadeltaRule(T η, T ρ, T oneMinusρ, T ε) => (this.η, this.ρ, this.oneMinusρ, this.ε) = (η, ρ, oneMinusρ, ε);

    public static string? First => "mean_square";

    public static string? Second => "mean_square_move";

    public static string? Third => null;

    public static (string First, string Second, string Third) Letters => ("v", "u", "");

    public static AdadeltaRule<T> At<TValue>(AdadeltaOptions options, StepInfo step)
        where TValue : IValue<T> =>
        new(
            TValue.Of("η", step.LearningRate),
            TValue.Of("ρ", options.Decay),
            TValue.Of("(1−ρ)", 1 - options.Decay),
            TValue.Of("ε", options.Epsilon)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N θ, N g, ref N v, ref N u, ref N third)
        where N : struct, ILane<N, T>
    {
        v = (ρ * v) + (oneMinusρ * (g * g));
        N move = N.Sqrt(u + ε) / N.Sqrt(v + ε) * g;
        u = (ρ * u) + (oneMinusρ * (move * move));
        θ = θ - (η * move);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N EffectiveRate<N>(N v, N u, N third)
        where N : struct, ILane<N, T> => η * (N.Sqrt(u + ε) / N.Sqrt(v + ε));
}
