using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// What recurrent layers have in common: sequences [n, time, features] go in, and the state h after the last time step,
/// [n, units], comes out, or that after every step, [n, time, units]. The state begins at 0. Examples of fewer steps
/// than the longest are padded at their end.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public abstract class RecurrentLayer<T> : Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int features;
    readonly bool padded;

    private protected RecurrentLayer(
        string? name,
        int features,
        int units,
        int gates,
        bool sequences,
        bool padded,
        Initializer? biasInitializer = null
    )
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        (this.features, this.padded, Sequences) = (features, padded, sequences);
        Weight = Declare("weight", new(features, gates * units), Initializer.Glorot, features, gates * units);
        StateWeight = Declare("stateweight", new(units, gates * units), Initializer.Orthogonal, units, gates * units);
        Bias = Declare("bias", new(gates * units), biasInitializer ?? Initializer.Zeros);
    }

    /// <summary>What the input is multiplied by, [features, gates · units].</summary>
    public Parameter<T> Weight { get; }

    /// <summary>
    /// What the state is multiplied by, [units, gates · units]; orthogonal at first, as in Keras (PyTorch draws it
    /// uniformly).
    /// </summary>
    public Parameter<T> StateWeight { get; }

    /// <summary>The biases, [gates · units].</summary>
    public Parameter<T> Bias { get; }

    /// <summary>Whether the state after every time step comes out, or the last alone.</summary>
    public bool Sequences { get; }

    internal bool Padded => padded;

    /// <inheritdoc/>
    protected sealed override void AddSettings(Config config) =>
        config
            .Add("features", features)
            .Add("units", StateWeight.Shape[0])
            .Add("sequences", Sequences)
            .Add("padded", padded);

    /// <summary>
    /// Computes the states; where the layer was told that its input is padded, the time steps at an example's end in
    /// which every feature is 0 are left out.
    /// </summary>
    /// <inheritdoc/>
    public override Tensor<T> Forward(Tape<T> tape, Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Check(x);
        return Apply(tape, x, padded ? Padding.Lengths(tape, x) : []);
    }

    /// <summary>Computes the states of examples of the given lengths.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="x">[n, time, features].</param>
    /// <param name="lengths">
    /// How many time steps each example has, 0 to time. Behind them the state stays as it is; where the states after
    /// all steps come out, they are 0 there, as after PyTorch's pad_packed_sequence (Keras repeats the last).
    /// </param>
    /// <exception cref="ArgumentException">
    /// The input's shape does not fit, there is not one length an example, or one is out of range.
    /// </exception>
    public Tensor<T> Forward(Tape<T> tape, Tensor<T> x, ReadOnlySpan<int> lengths)
    {
        ArgumentNullException.ThrowIfNull(tape);
        Check(x);
        Padding.Check(Name, lengths, x.Shape);
        return Apply(tape, x, lengths);
    }

    private protected abstract Tensor<T> Apply(Tape<T> tape, Tensor<T> x, ReadOnlySpan<int> lengths);

    void Check(Tensor<T> x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank != 3 || x.Shape[2] != features || x.Shape[1] < 1)
            throw Misfit(x.Shape, $"[n, time, {features}] with at least one time step");
    }
}
