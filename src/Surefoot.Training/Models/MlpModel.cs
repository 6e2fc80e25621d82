using System.Numerics;
using Surefoot.Training.Layers;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Models;

/// <summary>
/// The multi-layer perceptron: dense layers with rectifiers between them. Where a row holds texts, an embedding bag
/// each stands before them, and a dense layer without a rectifier beside them (wide and deep, Cheng and others 2016).
/// </summary>
public static class MlpModel
{
    internal sealed class Kind() : ModelKind("mlp", "A multi-layer network")
    {
        const int Widest = 128,
            Narrowest = 8,
            MostWeights = 1 << 23;

        // Very wide rows get a narrower first layer: at 128 a row of half a million numbers would take 67 million
        // weights, a gigabyte with their gradients and state.
        public override int[] UsualHidden(int inputs)
        {
            int width = Widest;
            while (width > Narrowest && width * (long)inputs > MostWeights)
                width /= 2;
            return [width, Math.Min(width, Widest / 2)];
        }

        public override Layer<T> Layers<T>(ModelDescription model) =>
            MlpModel.Layers<T>(model.Input, model.Outputs, model.Hidden, model.Dropout, model.Bags);
    }

    /// <summary>How many numbers the embedding of a text's words has.</summary>
    public const int BagWidth = 32;

    /// <summary>The layers.</summary>
    /// <param name="input">The shape of one example: any.</param>
    /// <param name="outputs">How many numbers come out: the number of classes, or 1 for a number.</param>
    /// <param name="hidden">The widths of the hidden layers; [128] unless given, and none where it is empty.</param>
    /// <param name="dropout">
    /// The share of values that dropout sets to 0 after each hidden layer and each embedding, in [0, 1).
    /// </param>
    /// <param name="bags">
    /// The places of a row that hold the words of a text, in rising order; each has an embedding bag, whose sum by
    /// <see cref="BagReduction.SquareRoot"/> stands in their place. None unless given.
    /// </param>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="ArgumentException">
    /// A value is out of range, the input has another shape, or bags lie outside it or over one another.
    /// </exception>
    public static Sequential<T> Layers<T>(
        Shape input,
        int outputs,
        IReadOnlyList<int>? hidden = null,
        double dropout = 0,
        IReadOnlyList<WordBag>? bags = null
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        hidden ??= [128];
        ModelChecks.Sizes(outputs, hidden);
        if (bags is null or [])
            return new([new Flatten<T>(), .. Dense<T>(input.Length, outputs, hidden, dropout)]);
        var texts = WordBags.Layer<T>(input, bags, dropout, out int width);
        // Words say most by themselves: they have a way to the outputs that no rectifier bends.
        return new(
            texts,
            new Residual<T>(
                new Sequential<T>(Dense<T>(width, outputs, hidden, dropout)),
                new Dense<T>(width, outputs, name: "wide")
            )
        );
    }

    static List<Layer<T>> Dense<T>(int width, int outputs, IReadOnlyList<int> hidden, double dropout)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layers = new List<Layer<T>>();
        for (int i = 0; i < hidden.Count; i++)
        {
            layers.Add(new Dense<T>(width, hidden[i], Activation.Relu, name: $"dense{i + 1}"));
            if (dropout > 0)
                layers.Add(new Dropout<T>(dropout));
            width = hidden[i];
        }
        layers.Add(new Dense<T>(width, outputs, name: $"dense{hidden.Count + 1}"));
        return layers;
    }
}
