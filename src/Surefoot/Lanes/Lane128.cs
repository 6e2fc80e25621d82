using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surefoot.Lanes;

/// <summary>A lane of 128 bits: 4 floats or 2 doubles (SSE, NEON).</summary>
/// <typeparam name="T">float or double.</typeparam>
public readonly unsafe struct Lane128<T> : IMemoryLane<Lane128<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Vector128<T> value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Lane128(Vector128<T> value) => this.value = value;

    static bool IMemoryLane<Lane128<T>, T>.IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.IsHardwareAccelerated;
    }

    static int IMemoryLane<Lane128<T>, T>.Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128<T>.Count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator +(Lane128<T> left, Lane128<T> right) => new(left.value + right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator +(Lane128<T> left, T right) => new(left.value + Vector128.Create(right));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator -(Lane128<T> left, Lane128<T> right) => new(left.value - right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator *(Lane128<T> left, Lane128<T> right) => new(left.value * right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator *(T left, Lane128<T> right) => new(Vector128.Create(left) * right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator /(Lane128<T> left, Lane128<T> right) => new(left.value / right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> operator /(T left, Lane128<T> right) => new(Vector128.Create(left) / right.value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Create(T value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Sqrt(Lane128<T> x) => new(Vector128.Sqrt(x.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Max(Lane128<T> left, Lane128<T> right) => new(Vector128.Max(left.value, right.value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> Clamp(Lane128<T> x, T bound) =>
        new(Vector128.Max(Vector128.Min(x.value, Vector128.Create(bound)), Vector128.Create(-bound)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane128<T> DivideOrZero(Lane128<T> left, Lane128<T> right) =>
        new(
            Vector128.ConditionalSelect(
                Vector128.Equals(right.value, Vector128<T>.Zero),
                Vector128<T>.Zero,
                left.value / right.value
            )
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> IMemoryLane<Lane128<T>, T>.Load(T* source) => new(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void IMemoryLane<Lane128<T>, T>.Store(Lane128<T> lane, T* destination) => lane.value.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> IMemoryLane<Lane128<T>, T>.MultiplyAdd(Lane128<T> a, Lane128<T> b, Lane128<T> c) =>
        typeof(T) == typeof(float)
            ? new(Vector128.FusedMultiplyAdd(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, T>())
            : new(
                Vector128.FusedMultiplyAdd(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, T>()
            );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> IMemoryLane<Lane128<T>, T>.FlushBelow(Lane128<T> x, T smallest) =>
        new(
            Vector128.ConditionalSelect(
                Vector128.LessThan(Vector128.Abs(x.value), Vector128.Create(smallest)),
                Vector128<T>.Zero,
                x.value
            )
        );

    // Magnitudes are ordered as their bits are, and NaN comes after infinity.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> IMemoryLane<Lane128<T>, T>.LargerMagnitude(Lane128<T> largest, Lane128<T> x) =>
        typeof(T) == typeof(float)
            ? new(Vector128.Max(largest.value.AsInt32(), Vector128.Abs(x.value).AsInt32()).As<int, T>())
            : new(Vector128.Max(largest.value.AsInt64(), Vector128.Abs(x.value).AsInt64()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool IMemoryLane<Lane128<T>, T>.AllWithin(Lane128<T> x, T limit) =>
        Vector128.LessThanOrEqualAll(Vector128.Abs(x.value), Vector128.Create(limit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> IMemoryLane<Lane128<T>, T>.WhereLess(
        Lane128<T> a,
        Lane128<T> b,
        Lane128<T> then,
        Lane128<T> otherwise
    ) => new(Vector128.ConditionalSelect(Vector128.LessThan(a.value, b.value), then.value, otherwise.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lane128<T> IMemoryLane<Lane128<T>, T>.WhereAtMost(
        Lane128<T> a,
        Lane128<T> b,
        Lane128<T> then,
        Lane128<T> otherwise
    ) => new(Vector128.ConditionalSelect(Vector128.LessThanOrEqual(a.value, b.value), then.value, otherwise.value));

    /// <summary>The numbers as text.</summary>
    public override string ToString() => value.ToString();
}
