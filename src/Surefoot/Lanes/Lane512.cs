using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surefoot.Lanes;

/// <summary>A lane of 512 bits: 16 floats or 8 doubles (AVX-512).</summary>
/// <typeparam name="T">float or double.</typeparam>
public readonly unsafe struct Lane512<T> : IMemoryLane<Lane512<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Vector512<T> value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Lane512(Vector512<T> value) => this.value = value;

    static bool IMemoryLane<Lane512<T>, T>.IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated;
    }

    static int IMemoryLane<Lane512<T>, T>.Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator +(Lane512<T> left, Lane512<T> right) => new(left.value + right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator +(Lane512<T> left, T right) => new(left.value + Vector512.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator -(Lane512<T> left, Lane512<T> right) => new(left.value - right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator *(Lane512<T> left, Lane512<T> right) => new(left.value * right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator *(T left, Lane512<T> right) => new(Vector512.Create(left) * right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator /(Lane512<T> left, Lane512<T> right) => new(left.value / right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> operator /(T left, Lane512<T> right) => new(Vector512.Create(left) / right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Create(T value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Sqrt(Lane512<T> x) => new(Vector512.Sqrt(x.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Max(Lane512<T> left, Lane512<T> right) => new(Vector512.Max(left.value, right.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> Clamp(Lane512<T> x, T bound) =>
        new(Vector512.Max(Vector512.Min(x.value, Vector512.Create(bound)), Vector512.Create(-bound)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane512<T> DivideOrZero(Lane512<T> left, Lane512<T> right) =>
        new(
            Vector512.ConditionalSelect(
                Vector512.Equals(right.value, Vector512<T>.Zero),
                Vector512<T>.Zero,
                left.value / right.value
            )
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> IMemoryLane<Lane512<T>, T>.Load(T* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IMemoryLane<Lane512<T>, T>.Store(Lane512<T> lane, T* destination) => lane.value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> IMemoryLane<Lane512<T>, T>.MultiplyAdd(Lane512<T> a, Lane512<T> b, Lane512<T> c) =>
        typeof(T) == typeof(float)
            ? new(Vector512.FusedMultiplyAdd(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>())
            : new(
                Vector512.FusedMultiplyAdd(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>()
            );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> IMemoryLane<Lane512<T>, T>.FlushBelow(Lane512<T> x, T smallest) =>
        new(
            Vector512.ConditionalSelect(
                Vector512.LessThan(Vector512.Abs(x.value), Vector512.Create(smallest)),
                Vector512<T>.Zero,
                x.value
            )
        );

    // Magnitudes are ordered as their bits are, and NaN comes after infinity.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> IMemoryLane<Lane512<T>, T>.LargerMagnitude(Lane512<T> largest, Lane512<T> x) =>
        typeof(T) == typeof(float)
            ? new(Vector512.Max(largest.value.AsInt32(), Vector512.Abs(x.value).AsInt32()).As<int, T>())
            : new(Vector512.Max(largest.value.AsInt64(), Vector512.Abs(x.value).AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IMemoryLane<Lane512<T>, T>.AllWithin(Lane512<T> x, T limit) =>
        Vector512.LessThanOrEqualAll(Vector512.Abs(x.value), Vector512.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> IMemoryLane<Lane512<T>, T>.WhereLess(
        Lane512<T> a,
        Lane512<T> b,
        Lane512<T> then,
        Lane512<T> otherwise
    ) => new(Vector512.ConditionalSelect(Vector512.LessThan(a.value, b.value), then.value, otherwise.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane512<T> IMemoryLane<Lane512<T>, T>.WhereAtMost(
        Lane512<T> a,
        Lane512<T> b,
        Lane512<T> then,
        Lane512<T> otherwise
    ) => new(Vector512.ConditionalSelect(Vector512.LessThanOrEqual(a.value, b.value), then.value, otherwise.value));

    /// <summary>The numbers as text.</summary>
    public override string ToString() => value.ToString();
}
