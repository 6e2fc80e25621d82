using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Surefoot.Lanes;

/// <summary>Eight elements, computed in double.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct Wide8<T> : IWideLane<Wide8<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Vector512<double> value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Wide8(Vector512<double> value) => this.value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 8;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8<T> Load(T* source)
    {
        if (typeof(T) == typeof(double)) return new(Vector512.Load((double*)source));
        Vector256<float> eight = Vector256.Load((float*)source);
        if (Avx512F.IsSupported) return new(Avx512F.ConvertToVector512Double(eight));
        var (low, high) = Vector256.Widen(eight);
        return new(Vector512.Create(low, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide8<T> lane, T* destination)
    {
        if (typeof(T) == typeof(double)) lane.value.Store((double*)destination);
        else if (Avx512F.IsSupported) Avx512F.ConvertToVector256Single(lane.value).Store((float*)destination);
        else Vector256.Narrow(lane.value.GetLower(), lane.value.GetUpper()).Store((float*)destination);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8<T> FlushBelow(Wide8<T> x, double smallest) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x.value), Vector512.Create(smallest)), Vector512<double>.Zero, x.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8<T> operator +(Wide8<T> left, Wide8<T> right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8<T> operator -(Wide8<T> left, Wide8<T> right) => new(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8<T> operator *(Wide8<T> left, Wide8<T> right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide8<T> operator *(double left, Wide8<T> right) => new(Vector512.Create(left) * right.value);
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
