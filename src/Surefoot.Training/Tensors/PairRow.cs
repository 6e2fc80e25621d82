using System.Numerics;
using System.Runtime.CompilerServices;
using Surefoot.Lanes;

namespace Surefoot.Training.Tensors;

/// <summary>
/// A function of two numbers along a row, where an operand that does not move repeats its first element; or one of its
/// slopes.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
/// <typeparam name="TFunction">The function.</typeparam>
internal readonly unsafe struct PairRow<T, TFunction> : ILaneBody<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TFunction : IPairFunction<T>
{
    /// <summary>What is computed: the value, or the slope in one of the operands.</summary>
    public enum What
    {
        /// <summary>y.</summary>
        Value,

        /// <summary>da.</summary>
        First,

        /// <summary>db.</summary>
        Second,
    }

    /// <summary>What is computed.</summary>
    public required What Asked { get; init; }

    /// <summary>The operands, and whether each moves along.</summary>
    public required T* A { get; init; }

    /// <inheritdoc cref="A"/>
    public required T* B { get; init; }

    /// <inheritdoc cref="A"/>
    public required bool MovesA { get; init; }

    /// <inheritdoc cref="A"/>
    public required bool MovesB { get; init; }

    /// <summary>For a slope: that of the loss in y.</summary>
    public T* Dy { get; init; }

    /// <summary>Where the row goes.</summary>
    public required T* To { get; init; }

    /// <summary>Whether it is added to what is there.</summary>
    public bool Add { get; init; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At<TLane>(int j)
        where TLane : struct, IMemoryLane<TLane, T>
    {
        TLane a = MovesA ? TLane.Load(A + j) : TLane.Create(*A),
            b = MovesB ? TLane.Load(B + j) : TLane.Create(*B);
        TLane value = Asked switch
        {
            What.Value => TFunction.Value(a, b),
            What.First => TFunction.First(TLane.Load(Dy + j), a, b),
            _ => TFunction.Second(TLane.Load(Dy + j), a, b),
        };
        TLane.Store(Add ? TLane.Load(To + j) + value : value, To + j);
    }
}
