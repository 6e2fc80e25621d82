using System.Runtime.CompilerServices;
using Surefoot.Lanes;
using Surefoot.Rules;

namespace Surefoot.Tests.Rules;

/// <summary>
/// The variance of centered RMSprop as every other implementation has it, v − ḡ²: here to be shown failing. The third
/// slot holds the difference.
/// </summary>
readonly struct SubtractingRule<T>(T ρ, T oneMinusρ) : IRule<T>
    where T : struct
{
    public static string? First => "mean_square";

    public static string? Second => "mean_gradient";

    public static string? Third => "difference";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N θ, N g, ref N v, ref N ḡ, ref N difference)
        where N : struct, ILane<N, T>
    {
        v = (ρ * v) + (oneMinusρ * (g * g));
        ḡ = (ρ * ḡ) + (oneMinusρ * g);
        difference = v - (ḡ * ḡ);
    }

    public N EffectiveRate<N>(N v, N ḡ, N difference)
        where N : struct, ILane<N, T> => difference;
}
