using System.Numerics;
using Surefoot.Training.Configuration;
using Surefoot.Training.Layers;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Models;

/// <summary>
/// Long short-term memory over sequences, [time, features]: a layer for each hidden width, dropout, and dense outputs
/// from the last state.
/// </summary>
public static class LstmModel
{
    internal sealed class Kind() : ModelKind("lstm", "A recurrent network")
    {
        public override int Rank => 2;

        public override string LeastHidden => "at least one recurrent layer, such as 128";

        public override int[] HiddenOf(Config network) => Sizes(network, "lstm", "units");

        public override Layer<T> Layers<T>(ModelDescription model) =>
            LstmModel.Layers<T>(model.Input, model.Outputs, model.Hidden, model.Dropout);
    }

    /// <summary>The layers.</summary>
    /// <param name="input">The shape of one example: [time, features].</param>
    /// <param name="outputs">How many numbers come out: the number of classes, or 1 for a number.</param>
    /// <param name="hidden">The widths of the recurrent layers, at least one; [128] unless given.</param>
    /// <param name="dropout">The share of values that dropout sets to 0 before the dense layer, in [0, 1).</param>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="ArgumentException">A value is out of range, or the input has another shape.</exception>
    public static Sequential<T> Layers<T>(
        Shape input,
        int outputs,
        IReadOnlyList<int>? hidden = null,
        double dropout = 0
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        hidden ??= [128];
        ModelChecks.Sequences("lstm", input);
        ModelChecks.Sizes(outputs, hidden);
        ModelChecks.AtLeastOne("lstm", hidden);
        var layers = new List<Layer<T>>();
        int features = input[1];
        for (int i = 0; i < hidden.Count; i++)
        {
            // The layers before the last hand on every state; time steps of zeros at the end of an example are padding.
            layers.Add(
                new Lstm<T>(features, hidden[i], sequences: i < hidden.Count - 1, padded: true, name: $"lstm{i + 1}")
            );
            features = hidden[i];
        }
        layers.Add(new Dropout<T>(dropout));
        layers.Add(new Dense<T>(features, outputs, name: "dense1"));
        return new(layers);
    }
}
