using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Losses;

/// <summary>
/// With d = x − t: d²/2 where |d| ≤ δ and δ·(|d| − δ/2) beyond, so that outliers pull no harder than δ (Huber 1964);
/// the mean over all outputs of the batch, as in PyTorch's HuberLoss and in Keras.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Huber<T> : Loss<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly double delta;
    readonly Pointwise pointwise;

    /// <summary>A Huber loss.</summary>
    /// <param name="delta">Where the parabola ends and the line begins, above 0; 1 unless given.</param>
    public Huber(double delta = 1)
    {
        if (!(delta > 0) || !double.IsFinite(delta))
            throw new ArgumentOutOfRangeException(
                nameof(delta),
                delta,
                "The δ of the Huber loss must be a finite number above 0."
            );
        (this.delta, pointwise) = (delta, new(T.CreateTruncating(delta)));
    }

    /// <inheritdoc/>
    public override string Kind => "huber";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) => config.Add("delta", delta);

    /// <inheritdoc/>
    public override Tensor<T> Apply(Tape<T> tape, Tensor<T> output, ReadOnlySpan<float> targets) =>
        PointwiseLossOperation<T, Pointwise>.Apply(tape, output, targets, pointwise);

    readonly struct Pointwise(T delta) : IPointwiseLoss<T>
    {
        static readonly T Half = T.CreateTruncating(0.5);

        public T Value(T x, T target)
        {
            T d = T.Abs(x - target);
            return d > delta ? delta * (d - (Half * delta)) : Half * d * d;
        }

        public T Gradient(T x, T target)
        {
            T d = x - target;
            return d > delta ? delta
                : d < -delta ? -delta
                : d;
        }
    }
}
