using System.Numerics;
using Surefoot.Training.Configuration;
using Surefoot.Training.Layers;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Models;

/// <summary>The layer that reads the texts of a row beside its numbers.</summary>
static class WordBags
{
    const double SmallStart = 0.01;

    /// <summary>An embedding bag for each text; what is between them passes as it is.</summary>
    /// <param name="input">The shape of one example.</param>
    /// <param name="bags">The texts.</param>
    /// <param name="dropout">The share that dropout sets to 0 behind each embedding.</param>
    /// <param name="width">How many numbers come out.</param>
    /// <exception cref="ArgumentException">Bags lie outside the row or over one another.</exception>
    public static Parallel<T> Layer<T>(Shape input, IReadOnlyList<WordBag> bags, double dropout, out int width)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var widths = new List<int>();
        var layers = new List<Layer<T>>();
        int at = 0,
            number = 0;
        width = 0;
        foreach (var bag in bags)
        {
            if (input.Rank != 1 || bag.Start < at || bag.Places < 1 || bag.Places > input.Length - bag.Start)
                throw new ArgumentException(
                    $"A text has the places {bag.Start} to {(long)bag.Start + bag.Places - 1}, which do not lie in "
                        + $"rows of the shape {input} behind the text before it."
                );
            ModelChecks.Vocabulary(bag.Vocabulary);
            width += Pass(bag.Start);
            widths.Add(bag.Places);
            var embedding = Bag<T>(bag.Vocabulary, MlpModel.BagWidth, BagReduction.SquareRoot, $"embedding{++number}");
            layers.Add(dropout > 0 ? new Sequential<T>(embedding, new Dropout<T>(dropout)) : embedding);
            width += MlpModel.BagWidth;
            at = bag.Start + bag.Places;
        }
        width += Pass(input.Length);
        return new(widths, layers);

        int Pass(int end)
        {
            int count = end - at;
            if (count == 0)
                return 0;
            widths.Add(count);
            layers.Add(new Identity<T>());
            return count;
        }
    }

    /// <summary>An embedding bag as the named models have it.</summary>
    public static EmbeddingBag<T> Bag<T>(int vocabulary, int width, BagReduction reduction, string name)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(
            vocabulary,
            width,
            reduction,
            // Words that training met once say little more than what they began with: docs/performance.md.
            reduction == BagReduction.SquareRoot
                ? Initializer.Normal(SmallStart)
                : null,
            name
        );

    /// <summary>The layers behind such a layer that an mlp has, without what stands beside them; else all.</summary>
    public static Config Deep(Config network) =>
        network.Children is [{ Kind: "parallel" }, { Kind: "residual" } both] ? both.Children[0] : network;

    /// <summary>The texts that a network of such a layer reads; none where it has none.</summary>
    /// <exception cref="FormatException">A setting is missing or wrong.</exception>
    public static IReadOnlyList<WordBag> Of(Config network)
    {
        if (network.Children.FirstOrDefault(child => child.Kind == "parallel") is not { } parallel)
            return [];
        int[] widths = Parallel<float>.WidthsOf(parallel);
        var bags = new List<WordBag>();
        int start = 0;
        foreach (var (width, child) in widths.Zip(parallel.Children))
        {
            // Dropout may stand behind it.
            var bag = child.Kind == "sequential" ? child.Children.FirstOrDefault() : child;
            if (bag?.Kind == "embedding_bag")
                bags.Add(new(start, width, bag.Int("rows")));
            start += width;
        }
        return bags;
    }
}
