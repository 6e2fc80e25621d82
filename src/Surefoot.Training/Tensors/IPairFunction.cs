using System.Numerics;
using Surefoot.Lanes;

namespace Surefoot.Training.Tensors;

/// <summary>A function of two numbers with its slopes, written once for every width.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface IPairFunction<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>y(a, b).</summary>
    static abstract TLane Value<TLane>(TLane a, TLane b)
        where TLane : struct, IMemoryLane<TLane, T>;

    /// <summary>dy·∂y/∂a.</summary>
    static abstract TLane First<TLane>(TLane dy, TLane a, TLane b)
        where TLane : struct, IMemoryLane<TLane, T>;

    /// <summary>dy·∂y/∂b.</summary>
    static abstract TLane Second<TLane>(TLane dy, TLane a, TLane b)
        where TLane : struct, IMemoryLane<TLane, T>;
}
