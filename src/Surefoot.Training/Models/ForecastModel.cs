using System.Numerics;
using Surefoot.Training.Configuration;
using Surefoot.Training.Layers;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Models;

/// <summary>
/// Forecasts from windows that hold the target's own past: a linear model of the whole window and, beside it, a
/// multi-layer perceptron, whose outputs are added. Of a number both say the change from the last known value. They
/// begin at 0, so that training starts from the naive forecast.
/// </summary>
public static class ForecastModel
{
    internal sealed class Kind() : ModelKind("forecast", "A forecasting network")
    {
        public override int Rank => 2;

        public override bool Forecasts => true;

        public override int[] UsualHidden(int inputs) => [64];

        public override int[] HiddenOf(Config network) => ForecastModel.Find(network)?.Hidden ?? [];

        public override Layer<T> Layers<T>(ModelDescription model) =>
            ForecastModel.Layers<T>(model.Input, model.Outputs, model.Hidden, model.Dropout, model.ChangeScale);
    }

    /// <summary>The layers.</summary>
    /// <param name="input">
    /// The shape of a window, [rows, features]; of numbers the last feature but one is the last known target.
    /// </param>
    /// <param name="outputs">How many numbers come out: the number of classes, or 1 for a number.</param>
    /// <param name="hidden">The widths of the hidden layers, [64] unless given; none: linear alone.</param>
    /// <param name="dropout">The share of values that dropout sets to 0 after each hidden layer, in [0, 1).</param>
    /// <param name="changeScale">How large a change of 1 is, in the units of the target that is trained on.</param>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="ArgumentException">A value is out of range, or the input has another shape.</exception>
    public static Sequential<T> Layers<T>(
        Shape input,
        int outputs,
        IReadOnlyList<int>? hidden = null,
        double dropout = 0,
        double changeScale = 1
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        hidden ??= [64];
        ModelChecks.Sequences("forecast", input);
        ModelChecks.Sizes(outputs, hidden);
        if (outputs == 1 && input[1] < 2)
            throw new ArgumentException(
                $"The model \"forecast\" reads the last known target and its change at each row; {input} holds one "
                    + "feature."
            );
        var linear = new Sequential<T>(
            "linear",
            new Flatten<T>(),
            new Dense<T>(input.Length, outputs, initializer: Initializer.Zeros, name: "dense")
        );
        Layer<T> change = linear;
        if (hidden.Count > 0)
        {
            var layers = new List<Layer<T>> { new Flatten<T>() };
            int width = input.Length;
            for (int i = 0; i < hidden.Count; i++)
            {
                layers.Add(new Dense<T>(width, hidden[i], Activation.Relu, name: $"dense{i + 1}"));
                if (dropout > 0)
                    layers.Add(new Dropout<T>(dropout));
                width = hidden[i];
            }
            layers.Add(new Dense<T>(width, outputs, initializer: Initializer.Zeros, name: $"dense{hidden.Count + 1}"));
            change = new Residual<T>(new Sequential<T>(layers), linear);
        }
        return new(outputs == 1 ? new FromLastValue<T>(change, input[1] - 2, changeScale) : change);
    }

    /// <summary>What a network is made from if it is such a model; null where it is not.</summary>
    internal static (int Outputs, int[] Hidden, double Dropout, double ChangeScale)? Find(Config network)
    {
        if (network.Children is not [var outer])
            return null;
        double scale = 1;
        if (outer is { Kind: "from_last_value", Children: [var inner] })
            (scale, outer) = (outer.Double("scale"), inner);
        if (outer is { Kind: "residual", Children: [var layers, _] })
        {
            int[] dense = ModelKind.Sizes(layers, "dense", "outputs");
            double dropout = layers.Children.FirstOrDefault(child => child.Kind == "dropout")?.Double("rate") ?? 0;
            return dense.Length == 0 ? null : (dense[^1], dense[..^1], dropout, scale);
        }
        return outer.Kind == "sequential" && ModelKind.Sizes(outer, "dense", "outputs") is [var outputs]
            ? (outputs, [], 0, scale)
            : null;
    }
}
