using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>x where it is not negative, else α·x, element by element (Maas, Hannun and Ng 2013).</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class LeakyRelu<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly double slope;

    /// <summary>A leaky rectifier.</summary>
    /// <param name="slope">α, finite; 0.01 unless given, as in PyTorch (Keras: 0.3).</param>
    /// <param name="name">A name of its own; named from where it stands unless given.</param>
    public LeakyRelu(double slope = 0.01, string? name = null)
        : base(name)
    {
        if (!double.IsFinite(slope))
            throw new ArgumentOutOfRangeException(
                nameof(slope),
                slope,
                "The slope of a leaky rectifier must be finite."
            );
        this.slope = slope;
    }

    internal double Slope => slope;

    /// <inheritdoc/>
    public override string Kind => "leaky_relu";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) => config.Add("slope", slope);

    internal static LeakyRelu<T> FromConfig(Config config) => new(config.Double("slope"), config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x) => LeakyReluOperation<T>.Apply(tape, x, slope);
}
