using System.Numerics;

namespace Surefoot.Lanes;

/// <summary>
/// A lane of one double for a rule whose hyper-parameters are <typeparamref name="T"/>: they count as what they were
/// rounded to, and the arithmetic is double. It is how a rule is asked, once a step, what it does to weights without
/// gradient.
/// </summary>
/// <typeparam name="T">What the rule's hyper-parameters are kept in.</typeparam>
/// <param name="Value">The number.</param>
internal readonly record struct Probe<T>(double Value) : ILane<Probe<T>, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static Probe<T> operator +(Probe<T> left, Probe<T> right) => new(left.Value + right.Value);

    public static Probe<T> operator +(Probe<T> left, T right) => new(left.Value + Wide(right));

    public static Probe<T> operator -(Probe<T> left, Probe<T> right) => new(left.Value - right.Value);

    public static Probe<T> operator *(Probe<T> left, Probe<T> right) => new(left.Value * right.Value);

    public static Probe<T> operator *(T left, Probe<T> right) => new(Wide(left) * right.Value);

    public static Probe<T> operator /(Probe<T> left, Probe<T> right) => new(left.Value / right.Value);

    public static Probe<T> operator /(T left, Probe<T> right) => new(Wide(left) / right.Value);

    public static Probe<T> Create(T value) => new(Wide(value));

    public static Probe<T> Sqrt(Probe<T> x) => new(Math.Sqrt(x.Value));

    public static Probe<T> Max(Probe<T> left, Probe<T> right) => new(Math.Max(left.Value, right.Value));

    public static Probe<T> Clamp(Probe<T> x, T bound) => new(Math.Max(Math.Min(x.Value, Wide(bound)), -Wide(bound)));

    public static Probe<T> DivideOrZero(Probe<T> left, Probe<T> right) =>
        new(right.Value == 0 ? 0 : left.Value / right.Value);

    static double Wide(T value) => double.CreateTruncating(value);
}
