using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;

namespace Surefoot.Training.Exchange;

/// <summary>
/// How the parameters of a network are called in PyTorch and how they lie there: [out, in] for dense layers, [out, in,
/// height, width] for convolutions, gates outermost in recurrent layers. Behind a Flatten of images the features are in
/// the order of PyTorch's [channels, height, width].
/// </summary>
sealed class TorchLayout
{
    readonly List<TorchTensor> tensors = [];
    readonly IReadOnlyDictionary<string, string> names;
    readonly Tape<float> tape;

    // The sizes of the images whose features come in, [height, width, channels], between a Flatten and the layer that
    // mixes them.
    int[] flattened = [];

    TorchLayout(IReadOnlyDictionary<string, string> names, Tape<float> tape) => (this.names, this.tape) = (names, tape);

    /// <summary>Every tensor of the network, in its order.</summary>
    /// <param name="network">The network.</param>
    /// <param name="names">
    /// What a layer is called in PyTorch, by its name here; its own name where it is not there.
    /// </param>
    public static IReadOnlyList<TorchTensor> Of(Network<float> network, IReadOnlyDictionary<string, string> names)
    {
        using var pool = new WorkerPool(1);
        using var shapes = new Tape<float>(pool) { Recording = false };
        var layout = new TorchLayout(names, shapes);
        // One example of zeros shows which shapes come to each layer.
        Tensor<float> example = shapes.Input(network.InputShape.Batch(1));
        example.Value.Clear();
        layout.Walk(network.Root, example);
        return layout.tensors;
    }

    Tensor<float> Walk(Layer<float> layer, Tensor<float> x)
    {
        switch (layer)
        {
            case Sequential<float> all:
                return all.Children.Aggregate(x, (value, child) => Walk(child, value));
            case FromLastValue<float> forecast:
                Walk(forecast.Inner, x);
                break;
            case Residual<float> path:
                Walk(path.Inner, x);
                if (path.Shortcut is not null)
                    Walk(path.Shortcut, x);
                break;
            case Flatten<float> when x.Shape.Rank == 4:
                flattened = x.Shape.Inner.ToArray();
                break;
            default:
                Add(layer);
                break;
        }
        return layer.Forward(tape, x);
    }

    void Add(Layer<float> layer)
    {
        switch (layer)
        {
            case Dense<float> dense:
                int[] rows = flattened.Length == 0 ? [dense.Weight.Shape[0]] : flattened;
                Put(
                    layer,
                    "weight",
                    dense.Weight,
                    [.. rows, dense.Weight.Shape[1]],
                    rows.Length == 1 ? [1, 0] : [3, 2, 0, 1],
                    dense.Weight.Shape[1],
                    dense.Weight.Shape[0]
                );
                Put(layer, "bias", dense.Bias);
                flattened = [];
                break;
            case Convolution2d<float> convolution:
                int[] sizes = convolution.Weight.Shape.ToArray();
                Put(layer, "weight", convolution.Weight, sizes, [3, 2, 0, 1], sizes[3], sizes[2], sizes[0], sizes[1]);
                Put(layer, "bias", convolution.Bias);
                break;
            case BatchNormalization<float> norm:
                Features(layer, "weight", norm.Scale);
                Features(layer, "bias", norm.Shift);
                Features(layer, "running_mean", norm.Mean);
                Features(layer, "running_var", norm.Variance);
                break;
            case LayerNormalization<float> norm:
                Features(layer, "weight", norm.Scale);
                Features(layer, "bias", norm.Shift);
                break;
            case RecurrentLayer<float> recurrent:
                Put(
                    layer,
                    "weight_ih_l0",
                    recurrent.Weight,
                    recurrent.Weight.Shape.ToArray(),
                    [1, 0],
                    recurrent.Weight.Shape[1],
                    recurrent.Weight.Shape[0]
                );
                Put(
                    layer,
                    "weight_hh_l0",
                    recurrent.StateWeight,
                    recurrent.StateWeight.Shape.ToArray(),
                    [1, 0],
                    recurrent.StateWeight.Shape[1],
                    recurrent.StateWeight.Shape[0]
                );
                Put(layer, "bias_ih_l0", recurrent.Bias);
                Put(
                    layer,
                    "bias_hh_l0",
                    recurrent is Gru<float> gru ? gru.StateBias : recurrent.Bias,
                    added: recurrent is not Gru<float>
                );
                break;
            default:
                foreach (RowSparseTable<float> table in layer.OwnTables)
                    Put(layer, "weight", table.Weight);
                foreach (Parameter<float> own in layer.OwnParameters)
                    Put(layer, own.LocalName, own);
                foreach (Layer<float> child in layer.Children)
                    Add(child);
                break;
        }
    }

    // One number a feature: reordered as the features are.
    void Features(Layer<float> layer, string name, Parameter<float> parameter)
    {
        if (flattened.Length == 0)
            Put(layer, name, parameter);
        else
            Put(layer, name, parameter, flattened, [2, 0, 1], parameter.Shape.Length);
    }

    void Put(Layer<float> layer, string name, Parameter<float> parameter, bool added = false)
    {
        int[] sizes = parameter.Shape.ToArray();
        tensors.Add(
            new(
                Named(layer, name),
                parameter,
                sizes,
                [.. Enumerable.Range(0, sizes.Length)],
                Array.ConvertAll(sizes, size => (long)size),
                added
            )
        );
    }

    void Put(
        Layer<float> layer,
        string name,
        Parameter<float> parameter,
        int[] sizes,
        int[] order,
        params long[] shape
    ) => tensors.Add(new(Named(layer, name), parameter, sizes, order, shape));

    string Named(Layer<float> layer, string name) =>
        names.GetValueOrDefault(layer.Name, layer.Path) is { Length: > 0 } called ? $"{called}.{name}" : name;
}
