using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// While the tape is in training, sets a random share of the values to 0 and divides the others by the share that is
/// kept (Srivastava and others 2014, in the inverted form of PyTorch and Keras); passes everything through otherwise.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Dropout<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly double rate;

    /// <summary>A dropout layer.</summary>
    /// <param name="rate">The share to drop, in [0, 1).</param>
    /// <param name="name">A name of its own; named from where it stands unless given.</param>
    public Dropout(double rate, string? name = null)
        : base(name)
    {
        if (!(rate >= 0 && rate < 1))
            throw new ArgumentOutOfRangeException(
                nameof(rate),
                rate,
                "The share that dropout drops must lie in [0, 1)."
            );
        this.rate = rate;
    }

    /// <summary>The share that is dropped.</summary>
    internal double Rate => rate;

    /// <inheritdoc/>
    public override string Kind => "dropout";

    /// <inheritdoc/>
    protected override void AddSettings(Config config) => config.Add("rate", rate);

    internal static Dropout<T> FromConfig(Config config) => new(config.Double("rate"), config.Name);

    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        return tape.Training && rate > 0 ? DropoutOperation<T>.Apply(tape, x, rate) : x;
    }
}
