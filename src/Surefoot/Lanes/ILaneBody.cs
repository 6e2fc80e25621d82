using System.Numerics;

namespace Surefoot.Lanes;

/// <summary>
/// What happens at one place of several buffers that are walked together, written once for every width.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface ILaneBody<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes places <paramref name="j"/> to <paramref name="j"/> + the lane's count.</summary>
    void At<TLane>(nint j)
        where TLane : struct, IMemoryLane<TLane, T>;
}
