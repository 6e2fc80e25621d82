using System.Numerics;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Layers;

/// <summary>
/// The layers of the library by their kinds, and how each is built again from its config: the one list.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
static class LayerKinds<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>How a layer is built: from its config and from the layers inside it, which are built already.</summary>
    public delegate Layer<T> Builder(Config config, IReadOnlyList<Layer<T>> children);

    /// <summary>Every kind of the library.</summary>
    public static IReadOnlyDictionary<string, Builder> All { get; } =
        new Dictionary<string, Builder>(StringComparer.Ordinal)
        {
            ["avg_pool2d"] = Leaf(AveragePool2d<T>.FromConfig),
            ["batch_norm"] = Leaf(BatchNormalization<T>.FromConfig),
            ["channels_last"] = Leaf(ChannelsLast<T>.FromConfig),
            ["conv2d"] = Leaf(Convolution2d<T>.FromConfig),
            ["dense"] = Leaf(Dense<T>.FromConfig),
            ["dropout"] = Leaf(Dropout<T>.FromConfig),
            ["embedding"] = Leaf(Embedding<T>.FromConfig),
            ["embedding_bag"] = Leaf(EmbeddingBag<T>.FromConfig),
            ["flatten"] = Leaf(Flatten<T>.FromConfig),
            ["from_last_value"] = FromLastValue<T>.FromConfig,
            ["gelu"] = Leaf(Gelu<T>.FromConfig),
            ["global_avg_pool2d"] = Leaf(GlobalAveragePool<T>.FromConfig),
            ["gru"] = Leaf(Gru<T>.FromConfig),
            ["identity"] = Leaf(config => new Identity<T>(config.Name)),
            ["layer_norm"] = Leaf(LayerNormalization<T>.FromConfig),
            ["leaky_relu"] = Leaf(LeakyRelu<T>.FromConfig),
            ["lstm"] = Leaf(Lstm<T>.FromConfig),
            ["max_pool2d"] = Leaf(MaxPool2d<T>.FromConfig),
            ["multi_head_attention"] = MultiHeadAttention<T>.FromConfig,
            ["parallel"] = Parallel<T>.FromConfig,
            ["position_embedding"] = Leaf(PositionEmbedding<T>.FromConfig),
            ["positional_encoding"] = Leaf(PositionalEncoding<T>.FromConfig),
            ["relu"] = Leaf(Relu<T>.FromConfig),
            ["residual"] = Residual<T>.FromConfig,
            ["rnn"] = Leaf(SimpleRnn<T>.FromConfig),
            ["sequential"] = Sequential<T>.FromConfig,
            ["sigmoid"] = Leaf(Sigmoid<T>.FromConfig),
            ["silu"] = Leaf(Silu<T>.FromConfig),
            ["softmax"] = Leaf(Softmax<T>.FromConfig),
            ["tanh"] = Leaf(Tanh<T>.FromConfig),
            ["transformer_block"] = TransformerBlock<T>.FromConfig,
        };

    /// <summary>The layers that a config describes, the same to the last setting.</summary>
    /// <param name="config">What was written.</param>
    /// <param name="others">Kinds beside those of the library; null for none.</param>
    /// <exception cref="FormatException">
    /// A kind is not known, a setting is missing or wrong, or what was built says that it is something else.
    /// </exception>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static Layer<T> Build(Config config, IReadOnlyDictionary<string, Builder>? others = null)
    {
        Layer<T> layer = BuildTree(config, others);
        // Whatever was not understood, or was understood otherwise, shows in what the layers say of themselves.
        return Config.FirstDifference(config, layer.GetConfig()) is not var (written, built)
            ? layer
            : throw new FormatException(
                $"the file has a layer \"{written}\", which this version would build as \"{built}\""
            );
    }

    static Layer<T> BuildTree(Config config, IReadOnlyDictionary<string, Builder>? others)
    {
        Builder? builder = All.GetValueOrDefault(config.Kind) ?? others?.GetValueOrDefault(config.Kind);
        if (builder is null)
        {
            throw new FormatException(
                $"it has a layer of the kind \"{config.Kind}\", which is not one of the library's; a program "
                    + "that knows it "
                    + "gives it to SavedModel.Load in a ModelRegistry, or gives the layers themselves"
            );
        }
        return builder(config, [.. config.Children.Select(child => BuildTree(child, others))]);
    }

    static Builder Leaf(Func<Config, Layer<T>> build) =>
        (config, children) =>
            children.Count == 0
                ? build(config)
                : throw new FormatException(
                    $"a layer of the kind \"{config.Kind}\" has {children.Count} layers inside; none is expected"
                );
}
