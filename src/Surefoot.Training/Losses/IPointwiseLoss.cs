using System.Numerics;

namespace Surefoot.Training.Losses;

/// <summary>
/// A loss of one number against another: its value and, beneath, its slope. The mean over a batch is taken around it.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public interface IPointwiseLoss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How wrong <paramref name="x"/> is.</summary>
    /// <param name="x">What the network said.</param>
    /// <param name="target">What is right.</param>
    T Value(T x, T target);

    /// <summary>The derivative of <see cref="Value"/> in <paramref name="x"/>.</summary>
    /// <param name="x">What the network said.</param>
    /// <param name="target">What is right.</param>
    T Gradient(T x, T target);
}
