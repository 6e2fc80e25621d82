using Surefoot.Training.Configuration;
using Surefoot.Training.Layers;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Models;

/// <summary>
/// Which of the named models a network is: the one whose layers are just these, to the last setting. A network does not
/// know what it was made from, so a program's own mlp and that of the command are the same thing here.
/// </summary>
static class NamedModel
{
    /// <summary>The named model that has these layers; null where none has.</summary>
    /// <param name="network">The layers.</param>
    /// <param name="input">The shape of one example.</param>
    public static ModelDescription? Find(Config network, Shape input)
    {
        if (network.Kind != "sequential" || network.Children.Count == 0)
            return null;
        try
        {
            if (ForecastModel.Find(network) is var (outputs, hidden, rate, scale))
            {
                var forecast = new ModelDescription("forecast", input, outputs)
                {
                    Hidden = hidden,
                    Dropout = rate,
                    ChangeScale = scale,
                };
                return Is(forecast, network) ? forecast : null;
            }
            Config deep = WordBags.Deep(network);
            int[] dense = ModelKind.Sizes(deep, "dense", "outputs");
            if (dense.Length == 0)
                return null;
            double dropout = deep.Children.FirstOrDefault(child => child.Kind == "dropout")?.Double("rate") ?? 0;
            return ModelKind
                .All.Where(kind => !kind.Forecasts)
                .Select(kind => new ModelDescription(kind.Key, input, dense[^1])
                {
                    Hidden = kind.HiddenOf(deep),
                    Dropout = dropout,
                    Vocabulary = kind.ReadsWords
                        ? ModelKind.Sizes(network, "embedding_bag", "rows").FirstOrDefault()
                        : 0,
                    Reduction = network.Children.FirstOrDefault(child => child.Kind == "embedding_bag") is { } bag
                        ? EmbeddingBag<float>.ReductionOf(bag)
                        : BagReduction.Mean,
                    Bags = WordBags.Of(network),
                })
                .FirstOrDefault(description => Is(description, network));
        }
        catch (FormatException)
        {
            // A layer of one's own may have the kind of a named one's and other settings.
            return null;
        }
    }

    static bool Is(ModelDescription description, Config network)
    {
        try
        {
            return Config.FirstDifference(description.Layers<float>().GetConfig(), network) is null;
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            // The kind does not fit the input, or the layers are larger than any can be.
            return false;
        }
    }
}
