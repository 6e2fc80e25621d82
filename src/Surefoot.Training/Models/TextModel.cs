using System.Numerics;
using Surefoot.Training.Configuration;
using Surefoot.Training.Layers;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Models;

/// <summary>
/// A bag of words, [places]: the mean of their embeddings, or another sum, dense layers of the further hidden widths,
/// and the outputs (Joulin et al. 2017).
/// </summary>
public static class TextModel
{
    internal sealed class Kind() : ModelKind("text", "A network over bags of words")
    {
        public override bool ReadsWords => true;

        public override string HiddenTitle => "embedding and layers";

        public override string LeastHidden => "at least the width of its embedding, such as 32";

        public override int[] UsualHidden(int inputs) => [32];

        public override int[] HiddenOf(Config network) =>
            [.. Sizes(network, "embedding_bag", "width"), .. base.HiddenOf(network)];

        public override Layer<T> Layers<T>(ModelDescription model) =>
            TextModel.Layers<T>(model.Vocabulary, model.Outputs, model.Hidden, model.Dropout, model.Reduction);
    }

    /// <summary>The layers.</summary>
    /// <param name="vocabulary">
    /// How many different words there are, 1 to 16,777,216, up to which a float holds every index.
    /// </param>
    /// <param name="outputs">How many numbers come out: the number of classes, or 1 for a number.</param>
    /// <param name="hidden">
    /// The width of the embedding, then those of dense layers, at least one; [128] unless given.
    /// </param>
    /// <param name="dropout">
    /// The share of values that dropout sets to 0 after the embedding and after each hidden layer, in [0, 1).
    /// </param>
    /// <param name="reduction">
    /// What becomes of the embeddings of a bag: their mean unless given. With the square root they begin a tenth as
    /// large.
    /// </param>
    /// <typeparam name="T">float or double.</typeparam>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public static Sequential<T> Layers<T>(
        int vocabulary,
        int outputs,
        IReadOnlyList<int>? hidden = null,
        double dropout = 0,
        BagReduction reduction = BagReduction.Mean
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        hidden ??= [128];
        ModelChecks.Vocabulary(vocabulary);
        ModelChecks.Sizes(outputs, hidden);
        ModelChecks.AtLeastOne("text", hidden);
        int width = hidden[0];
        var layers = new List<Layer<T>>
        {
            WordBags.Bag<T>(vocabulary, width, reduction, "embedding1"),
            new Dropout<T>(dropout),
        };
        for (int i = 1; i < hidden.Count; i++)
        {
            layers.Add(new Dense<T>(width, hidden[i], Activation.Relu, name: $"dense{i}"));
            layers.Add(new Dropout<T>(dropout));
            width = hidden[i];
        }
        layers.Add(new Dense<T>(width, outputs, name: $"dense{hidden.Count}"));
        return new(layers);
    }
}
