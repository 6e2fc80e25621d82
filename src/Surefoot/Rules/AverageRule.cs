using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Rules;

/// <summary>
/// The exponentially decaying average of the weights (Polyak averaging as in Szegedy and others 2016): the "weight"
/// that moves is the average θ̄, the "gradient" is the weight itself.
/// <code>
/// θ̄ ← θ̄ + (1−β)·(θ − θ̄)
/// </code>
/// </summary>
/// <typeparam name="T">What the hyper-parameter is kept in.</typeparam>
/// <param name="oneMinusβ">1−β: the share of the new weights.</param>
internal readonly struct AverageRule<T>(T oneMinusβ) : IRule<T>
    where T : struct
{
    public static string? First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => null;
    }

    public static string? Second
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => null;
    }

    public static string? Third
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<N>(ref N average, N θ, ref N first, ref N second, ref N third)
        where N : struct, ILane<N, T> => average = average + (oneMinusβ * (θ - average));

    public N EffectiveRate<N>(N first, N second, N third)
        where N : struct, ILane<N, T> => N.Create(oneMinusβ);
}
