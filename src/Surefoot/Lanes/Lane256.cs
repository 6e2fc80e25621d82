using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surefoot.Lanes;

/// <summary>A lane of 256 bits: 8 floats or 4 doubles (AVX2).</summary>
/// <typeparam name="T">float or double.</typeparam>
public readonly unsafe struct Lane256<T> : IMemoryLane<Lane256<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Vector256<T> value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Lane256(Vector256<T> value) => this.value = value;

    static bool IMemoryLane<Lane256<T>, T>.IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256.IsHardwareAccelerated;
    }

    static int IMemoryLane<Lane256<T>, T>.Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector256<T>.Count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator +(Lane256<T> left, Lane256<T> right) => new(left.value + right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator +(Lane256<T> left, T right) => new(left.value + Vector256.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator -(Lane256<T> left, Lane256<T> right) => new(left.value - right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator *(Lane256<T> left, Lane256<T> right) => new(left.value * right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator *(T left, Lane256<T> right) => new(Vector256.Create(left) * right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator /(Lane256<T> left, Lane256<T> right) => new(left.value / right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> operator /(T left, Lane256<T> right) => new(Vector256.Create(left) / right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Create(T value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Sqrt(Lane256<T> x) => new(Vector256.Sqrt(x.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Max(Lane256<T> left, Lane256<T> right) => new(Vector256.Max(left.value, right.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> Clamp(Lane256<T> x, T bound) =>
        new(Vector256.Max(Vector256.Min(x.value, Vector256.Create(bound)), Vector256.Create(-bound)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane256<T> DivideOrZero(Lane256<T> left, Lane256<T> right) =>
        new(
            Vector256.ConditionalSelect(
                Vector256.Equals(right.value, Vector256<T>.Zero),
                Vector256<T>.Zero,
                left.value / right.value
            )
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane256<T> IMemoryLane<Lane256<T>, T>.Load(T* source) => new(Vector256.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IMemoryLane<Lane256<T>, T>.Store(Lane256<T> lane, T* destination) => lane.value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane256<T> IMemoryLane<Lane256<T>, T>.MultiplyAdd(Lane256<T> a, Lane256<T> b, Lane256<T> c) =>
        typeof(T) == typeof(float)
            ? new(Vector256.FusedMultiplyAdd(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>())
            : new(
                Vector256.FusedMultiplyAdd(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>()
            );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane256<T> IMemoryLane<Lane256<T>, T>.FlushBelow(Lane256<T> x, T smallest) =>
        new(
            Vector256.ConditionalSelect(
                Vector256.LessThan(Vector256.Abs(x.value), Vector256.Create(smallest)),
                Vector256<T>.Zero,
                x.value
            )
        );

    // Magnitudes are ordered as their bits are, and NaN comes after infinity.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane256<T> IMemoryLane<Lane256<T>, T>.LargerMagnitude(Lane256<T> largest, Lane256<T> x) =>
        typeof(T) == typeof(float)
            ? new(Vector256.Max(largest.value.AsInt32(), Vector256.Abs(x.value).AsInt32()).As<int, T>())
            : new(Vector256.Max(largest.value.AsInt64(), Vector256.Abs(x.value).AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IMemoryLane<Lane256<T>, T>.AllWithin(Lane256<T> x, T limit) =>
        Vector256.LessThanOrEqualAll(Vector256.Abs(x.value), Vector256.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane256<T> IMemoryLane<Lane256<T>, T>.WhereLess(
        Lane256<T> a,
        Lane256<T> b,
        Lane256<T> then,
        Lane256<T> otherwise
    ) => new(Vector256.ConditionalSelect(Vector256.LessThan(a.value, b.value), then.value, otherwise.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane256<T> IMemoryLane<Lane256<T>, T>.WhereAtMost(
        Lane256<T> a,
        Lane256<T> b,
        Lane256<T> then,
        Lane256<T> otherwise
    ) => new(Vector256.ConditionalSelect(Vector256.LessThanOrEqual(a.value, b.value), then.value, otherwise.value));

    /// <summary>The numbers as text.</summary>
    public override string ToString() => value.ToString();
}
