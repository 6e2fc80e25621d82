using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations.Recurrent;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// Gated recurrent units (Cho et al. 2014), with the reset gate applied after the product with the state, as in PyTorch
/// and Keras. Gates in the order reset, update, candidate, as in PyTorch (Keras: update, reset, candidate), and two
/// biases, as in both.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Gru<T> : RecurrentLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A GRU layer.</summary>
    /// <param name="features">How many numbers come in at a time step, at least 1.</param>
    /// <param name="units">How many numbers the state has, at least 1.</param>
    /// <param name="sequences">
    /// Whether the state after every time step comes out, for a recurrent layer behind this one; else the last alone.
    /// </param>
    /// <param name="padded">Whether time steps at an example's end in which every feature is 0 are padding.</param>
    /// <param name="name">A name of its own, such as "gru1"; named from where it stands unless given.</param>
    public Gru(int features, int units, bool sequences = false, bool padded = false, string? name = null)
        : base(name, features, units, GruCell<T>.Gates, sequences, padded) =>
        StateBias = Declare("statebias", new(GruCell<T>.Gates * units), Initializer.Zeros);

    /// <summary>
    /// The biases of the products with the state, [3 · units]; the candidate's is what the reset gate closes with it.
    /// </summary>
    public Parameter<T> StateBias { get; }

    /// <inheritdoc/>
    public override string Kind => "gru";

    internal static Gru<T> FromConfig(Config config) =>
        new(config.Int("features"), config.Int("units"), config.Bool("sequences"), config.Bool("padded"), config.Name);

    private protected override Tensor<T> Apply(Tape<T> tape, Tensor<T> x, ReadOnlySpan<int> lengths) =>
        RecurrentOperation<T, GruCell<T>>.Apply(
            tape,
            x,
            Weight.Tensor,
            StateWeight.Tensor,
            Bias.Tensor,
            StateBias.Tensor,
            lengths,
            Sequences
        );
}
