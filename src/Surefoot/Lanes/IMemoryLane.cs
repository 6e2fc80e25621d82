using System.Numerics;

namespace Surefoot.Lanes;

/// <summary>
/// A lane that can be loaded from memory and stored to it. How stored bytes become numbers is decided here and nowhere
/// else: rules never see memory.
/// </summary>
/// <typeparam name="TSelf">The lane.</typeparam>
/// <typeparam name="T">One element of it.</typeparam>
internal unsafe interface IMemoryLane<TSelf, T> : ILane<TSelf, T>
    where TSelf : struct, IMemoryLane<TSelf, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Whether this processor has registers of this width.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>How many elements a lane holds.</summary>
    static abstract int Count { get; }

    /// <summary>
    /// The <see cref="Count"/> elements from <paramref name="source"/> on; no alignment is asked for.
    /// </summary>
    static abstract TSelf Load(T* source);

    /// <summary>Writes the <see cref="Count"/> elements to <paramref name="destination"/> on.</summary>
    static abstract void Store(TSelf lane, T* destination);

    /// <summary>
    /// <paramref name="a"/>·<paramref name="b"/> + <paramref name="c"/>, rounded once. For reductions (products of
    /// matrices), never for rules.
    /// </summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>
    /// 0 for each lane of a magnitude below <paramref name="smallest"/>, NaN unchanged: what keeps subnormal numbers
    /// out of the state.
    /// </summary>
    static abstract TSelf FlushBelow(TSelf x, T smallest);

    /// <summary>
    /// In each lane the larger of <paramref name="largest"/>, which is not negative, and the magnitude of
    /// <paramref name="x"/>; NaN is larger than all.
    /// </summary>
    static abstract TSelf LargerMagnitude(TSelf largest, TSelf x);

    /// <summary>
    /// Whether every lane is a number of a magnitude up to <paramref name="limit"/>; false where one is NaN.
    /// </summary>
    static abstract bool AllWithin(TSelf x, T limit);

    /// <summary>
    /// <paramref name="then"/> in each lane where <paramref name="a"/> is less than <paramref name="b"/>, else
    /// <paramref name="otherwise"/>, as where one of the two is NaN.
    /// </summary>
    static abstract TSelf WhereLess(TSelf a, TSelf b, TSelf then, TSelf otherwise);

    /// <summary>The same where <paramref name="a"/> is less than or equal to <paramref name="b"/>.</summary>
    static abstract TSelf WhereAtMost(TSelf a, TSelf b, TSelf then, TSelf otherwise);
}
