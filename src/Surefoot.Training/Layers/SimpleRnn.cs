using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations.Recurrent;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// h = tanh(x·W + b + h′·U) at every time step (Elman 1990). Its slopes fade or grow over many steps, which is what
/// <see cref="Lstm{T}"/> and <see cref="Gru{T}"/> mend.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class SimpleRnn<T> : RecurrentLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A simple recurrent layer.</summary>
    /// <param name="features">How many numbers come in at a time step, at least 1.</param>
    /// <param name="units">How many numbers the state has, at least 1.</param>
    /// <param name="sequences">
    /// Whether the state after every time step comes out, for a recurrent layer behind this one; else the last alone.
    /// </param>
    /// <param name="padded">Whether time steps at an example's end in which every feature is 0 are padding.</param>
    /// <param name="name">A name of its own, such as "rnn1"; named from where it stands unless given.</param>
    public SimpleRnn(int features, int units, bool sequences = false, bool padded = false, string? name = null)
        : base(name, features, units, SimpleCell<T>.Gates, sequences, padded) { }

    /// <inheritdoc/>
    public override string Kind => "rnn";

    internal static SimpleRnn<T> FromConfig(Config config) =>
        new(config.Int("features"), config.Int("units"), config.Bool("sequences"), config.Bool("padded"), config.Name);

    private protected override Tensor<T> Apply(Tape<T> tape, Tensor<T> x, ReadOnlySpan<int> lengths) =>
        RecurrentOperation<T, SimpleCell<T>>.Apply(
            tape,
            x,
            Weight.Tensor,
            StateWeight.Tensor,
            Bias.Tensor,
            null,
            lengths,
            Sequences
        );
}
