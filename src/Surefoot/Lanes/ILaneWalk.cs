using System.Numerics;

namespace Surefoot.Lanes;

/// <summary>
/// A loop over whole lanes, written once for every width: for what keeps more than one lane in hand.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface ILaneWalk<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Walks from a place as far as whole lanes go, and returns where it stopped.</summary>
    nint Walk<TLane>(nint from, nint length)
        where TLane : struct, IMemoryLane<TLane, T>;
}
