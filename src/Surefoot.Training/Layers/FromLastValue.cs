using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// A forecast as a change from the last value: x[last time step, feature] + scale·inner(x), of [n, time, features] and
/// an inner network that says one number, [n, 1]. Inner layers that say 0 say the naive forecast, which is where
/// forecasts of a series should start; and a series that has grown beyond what training saw is followed.
/// </summary>
/// <remarks>
/// The last value is taken off as in NLinear (Zeng, Chen, Zhang and Xu, AAAI 2023), which takes it off the inputs too.
/// Neither PyTorch nor Keras has such a layer.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed class FromLastValue<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly Layer<T> inner;
    readonly int feature;
    readonly double scale;

    /// <summary>A forecast from the last value.</summary>
    /// <param name="inner">What says the change, in units of the scale.</param>
    /// <param name="feature">Which feature of the last time step is the last value, counted from 0.</param>
    /// <param name="scale">How large a change of 1 is, above 0 and finite.</param>
    /// <param name="name">A name of its own; named from where it stands unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FromLastValue(Layer<T> inner, int feature, double scale = 1, string? name = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(feature);
        if (!(scale > 0 && double.IsFinite(scale)))
            throw new ArgumentOutOfRangeException(
                nameof(scale),
                scale,
                "The scale of a change is a finite number above 0."
            );
        (this.feature, this.scale) = (feature, scale);
        // The inner layers' parameters are named as the forecast's own.
        this.inner = Declare(inner, "");
    }

    internal Layer<T> Inner => inner;

    internal int Feature => feature;

    internal double Scale => scale;

    /// <inheritdoc/>
    public override string Kind => "from_last_value";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) => config.Add("feature", feature).Add("scale", scale);

    internal static FromLastValue<T> FromConfig(Config config, IReadOnlyList<Layer<T>> children) =>
        children.Count == 1
            ? new(children[0], config.Int("feature"), config.Double("scale"), config.Name)
            : throw new FormatException(
                $"a forecast from the last value has {children.Count} layers inside; one is expected"
            );

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 3 || x.Shape[2] <= feature || x.Shape[1] == 0)
            throw Misfit(x.Shape, $"[n, time, features] with more than {feature} features");
        Tensor<T> change = inner.Forward(tape, x);
        if (change.Shape != new Tensors.Shape(x.Shape[0], 1))
            throw new ArgumentException(
                $"{Name}: the inner layers say {change.Shape}; one number for each example is expected, "
                    + $"[{x.Shape[0]}, 1]."
            );
        Tensor<T> last = x.Slice(1, ^1..).Slice(2, feature..(feature + 1)).Reshape(x.Shape[0], 1);
        return last + (change * scale);
    }
}
