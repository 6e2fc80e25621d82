using System.Numerics;
using System.Runtime.CompilerServices;

namespace Surefoot.Lanes;

/// <summary>
/// A lane of one element: the tails of arrays, processors without vector registers, and double as the oracle of float.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public readonly unsafe struct Scalar<T> : IMemoryLane<Scalar<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly T value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Scalar(T value) => this.value = value;

    static bool IMemoryLane<Scalar<T>, T>.IsSupported => true;

    static int IMemoryLane<Scalar<T>, T>.Count => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator +(Scalar<T> left, Scalar<T> right) => new(left.value + right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator +(Scalar<T> left, T right) => new(left.value + right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator -(Scalar<T> left, Scalar<T> right) => new(left.value - right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator *(Scalar<T> left, Scalar<T> right) => new(left.value * right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator *(T left, Scalar<T> right) => new(left * right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator /(Scalar<T> left, Scalar<T> right) => new(left.value / right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> operator /(T left, Scalar<T> right) => new(left / right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Create(T value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Sqrt(Scalar<T> x) => new(T.Sqrt(x.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Max(Scalar<T> left, Scalar<T> right) => new(T.Max(left.value, right.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> Clamp(Scalar<T> x, T bound) => new(T.Max(T.Min(x.value, bound), -bound));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar<T> DivideOrZero(Scalar<T> left, Scalar<T> right) =>
        new(right.value == T.Zero ? T.Zero : left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IMemoryLane<Scalar<T>, T>.Load(T* source) => new(*source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IMemoryLane<Scalar<T>, T>.Store(Scalar<T> lane, T* destination) => *destination = lane.value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IMemoryLane<Scalar<T>, T>.MultiplyAdd(Scalar<T> a, Scalar<T> b, Scalar<T> c) =>
        new(T.FusedMultiplyAdd(a.value, b.value, c.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IMemoryLane<Scalar<T>, T>.FlushBelow(Scalar<T> x, T smallest) =>
        new(T.Abs(x.value) < smallest ? T.Zero : x.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IMemoryLane<Scalar<T>, T>.LargerMagnitude(Scalar<T> largest, Scalar<T> x) =>
        T.IsNaN(largest.value) || T.Abs(x.value) <= largest.value ? largest : new(T.Abs(x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IMemoryLane<Scalar<T>, T>.AllWithin(Scalar<T> x, T limit) => T.Abs(x.value) <= limit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IMemoryLane<Scalar<T>, T>.WhereLess(
        Scalar<T> a,
        Scalar<T> b,
        Scalar<T> then,
        Scalar<T> otherwise
    ) => a.value < b.value ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Scalar<T> IMemoryLane<Scalar<T>, T>.WhereAtMost(
        Scalar<T> a,
        Scalar<T> b,
        Scalar<T> then,
        Scalar<T> otherwise
    ) => a.value <= b.value ? then : otherwise;

    /// <summary>The number as text.</summary>
    public override string ToString() => FormattableString.Invariant($"{value}");
}
