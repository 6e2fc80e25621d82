using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Surefoot.Lanes;

/// <summary>
/// Sixteen elements, computed in double. In float they are stored as one vector, as wide as any that the sweep loads
/// right after, so that the processor can hand the one on to the other.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct Wide16<T> : IWideLane<Wide16<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Vector512<double> low,
        high;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Wide16(Vector512<double> low, Vector512<double> high) => (this.low, this.high) = (low, high);

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 16;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16<T> Load(T* source)
    {
        if (typeof(T) == typeof(double))
            return new(Vector512.Load((double*)source), Vector512.Load((double*)source + 8));
        var (low, high) = Vector512.Widen(Vector512.Load((float*)source));
        return new(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide16<T> lane, T* destination)
    {
        if (typeof(T) == typeof(double))
        {
            lane.low.Store((double*)destination);
            lane.high.Store((double*)destination + 8);
        }
        else
        {
            Vector512.Narrow(lane.low, lane.high).Store((float*)destination);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16<T> FlushBelow(Wide16<T> x, double smallest) =>
        new(FlushBelow(x.low, smallest), FlushBelow(x.high, smallest));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16<T> operator +(Wide16<T> left, Wide16<T> right) =>
        new(left.low + right.low, left.high + right.high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16<T> operator -(Wide16<T> left, Wide16<T> right) =>
        new(left.low - right.low, left.high - right.high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16<T> operator *(Wide16<T> left, Wide16<T> right) =>
        new(left.low * right.low, left.high * right.high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide16<T> operator *(double left, Wide16<T> right) =>
        new(Vector512.Create(left) * right.low, Vector512.Create(left) * right.high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> FlushBelow(Vector512<double> x, double smallest) =>
        Vector512.ConditionalSelect(
            Vector512.LessThan(Vector512.Abs(x), Vector512.Create(smallest)),
            Vector512<double>.Zero,
            x
        );
}

/// <summary>One element, computed in double.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct Wide1<T> : IWideLane<Wide1<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly double value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Wide1(double value) => this.value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide1<T> Load(T* source) => new(double.CreateTruncating(*source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide1<T> lane, T* destination) => *destination = T.CreateTruncating(lane.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide1<T> FlushBelow(Wide1<T> x, double smallest) => new(Math.Abs(x.value) < smallest ? 0 : x.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide1<T> operator +(Wide1<T> left, Wide1<T> right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide1<T> operator -(Wide1<T> left, Wide1<T> right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide1<T> operator *(Wide1<T> left, Wide1<T> right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide1<T> operator *(double left, Wide1<T> right) => new(left * right.value);
}
