using System.Numerics;
using Surefoot.Lanes;

namespace Surefoot.Training.Tensors;

/// <summary>
/// A function of one number with its slope. The value is that of a whole buffer, as libraries have it; the slope is
/// written once for every width.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe interface IPointFunction<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>y = f(x).</summary>
    static abstract void Value(T* x, T* y, int length);

    /// <summary>dy·f′(x), from x and y.</summary>
    static abstract TLane Gradient<TLane>(TLane dy, TLane x, TLane y)
        where TLane : struct, IMemoryLane<TLane, T>;
}
