using System.Numerics;
using Surefoot.Randomness;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations.Recurrent;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997; Gers, Schmidhuber and Cummins 2000): a memory that gates
/// open and close, so that slopes survive many time steps. Gates in the order input, forget, candidate, output, as in
/// PyTorch and Keras; one bias, as in Keras (PyTorch has two, which are added). The forget gates' biases begin at 1
/// (Józefowicz, Zaremba and Sutskever 2015), as in Keras (PyTorch: as all others).
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Lstm<T> : RecurrentLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>An LSTM layer.</summary>
    /// <param name="features">How many numbers come in at a time step, at least 1.</param>
    /// <param name="units">How many numbers the state has, at least 1.</param>
    /// <param name="sequences">
    /// Whether the state after every time step comes out, for a recurrent layer behind this one; else the last alone.
    /// </param>
    /// <param name="padded">Whether time steps at an example's end in which every feature is 0 are padding.</param>
    /// <param name="name">A name of its own, such as "lstm1"; named from where it stands unless given.</param>
    public Lstm(int features, int units, bool sequences = false, bool padded = false, string? name = null)
        : base(name, features, units, LstmCell<T>.Gates, sequences, padded, new OpenForgetGates(units)) { }

    /// <inheritdoc/>
    public override string Kind => "lstm";

    internal static Lstm<T> FromConfig(Config config) =>
        new(config.Int("features"), config.Int("units"), config.Bool("sequences"), config.Bool("padded"), config.Name);

    private protected override Tensor<T> Apply(Tape<T> tape, Tensor<T> x, ReadOnlySpan<int> lengths) =>
        RecurrentOperation<T, LstmCell<T>>.Apply(
            tape,
            x,
            Weight.Tensor,
            StateWeight.Tensor,
            Bias.Tensor,
            null,
            lengths,
            Sequences
        );

    sealed class OpenForgetGates(int units) : Initializer
    {
        public override void Fill<TNumber>(Span<TNumber> values, int fanIn, int fanOut, RandomStream random)
        {
            values.Clear();
            values.Slice(units, units).Fill(TNumber.One);
        }
    }
}
