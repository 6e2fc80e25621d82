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
/// <param name="asked">What is computed.</param>
/// <param name="a">One operand.</param>
/// <param name="b">The other.</param>
/// <param name="movesA">Whether the one moves along.</param>
/// <param name="movesB">Whether the other does.</param>
/// <param name="dy">For a slope: that of the loss in y.</param>
/// <param name="to">Where the row goes.</param>
/// <param name="add">Whether it is added to what is there.</param>
internal readonly unsafe struct PairRow<T, TFunction>(
    PairRow<T, TFunction>.What asked,
    T* a,
    T* b,
    bool movesA,
    bool movesB,
    T* dy,
    T* to,
    bool add
) : ILaneBody<T>
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

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At<TLane>(nint j)
        where TLane : struct, IMemoryLane<TLane, T>
    {
        TLane x = movesA ? TLane.Load(a + j) : TLane.Create(*a),
            y = movesB ? TLane.Load(b + j) : TLane.Create(*b);
        TLane value = asked switch
        {
            What.Value => TFunction.Value(x, y),
            What.First => TFunction.First(TLane.Load(dy + j), x, y),
            _ => TFunction.Second(TLane.Load(dy + j), x, y),
        };
        TLane.Store(add ? TLane.Load(to + j) + value : value, to + j);
    }
}
