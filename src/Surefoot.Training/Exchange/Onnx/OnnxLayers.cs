using Surefoot.Training.Formats;
using Surefoot.Training.Layers;
using Surefoot.Training.Tensors;
using static Surefoot.Training.Exchange.Onnx.OnnxAttributes;

namespace Surefoot.Training.Exchange.Onnx;

/// <summary>
/// Adds a network's layers to a graph, as they compute in evaluation. Images keep their channels second, where ONNX
/// wants them, until a layer needs them last.
/// </summary>
/// <param name="graph">The graph.</param>
sealed class OnnxLayers(OnnxGraph graph)
{
    readonly OnnxRecurrent recurrent = new(graph);
    readonly OnnxEmbeddings embeddings = new(graph);

    /// <summary>Adds a layer and those inside it.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">Its input.</param>
    /// <exception cref="NotSupportedException">The layer is none of this library's.</exception>
    public OnnxValue Add(Layer<float> layer, OnnxValue x) =>
        layer switch
        {
            Sequential<float> all => all.Children.Aggregate(x, (value, child) => Add(child, value)),
            Residual<float> path => Around(path, x),
            FromLastValue<float> forecast => Forecast(forecast, x),
            Parallel<float> parts => Beside(parts, Last(x)),
            Dropout<float> or Identity<float> => x,
            ChannelsLast<float> => x with { ChannelsSecond = true },
            Flatten<float> => x.Rank == 2 ? x : new(graph.Node("Flatten", [Last(x).Name], Of("axis", 1)), 2),
            Dense<float> dense => Dense(dense, Last(x)),
            Convolution2d<float> convolution => Convolve(convolution, Second(x)),
            MaxPool2d<float> pool => Pool(pool, Second(x)),
            AveragePool2d<float> pool => Pool(pool, Second(x)),
            GlobalAveragePool<float> => new(
                graph.Node("Flatten", [graph.Node("GlobalAveragePool", [Second(x).Name])], Of("axis", 1)),
                2
            ),
            BatchNormalization<float> norm => Normalise(norm, Second(x)),
            LayerNormalization<float> norm => Normalise(norm, Last(x)),
            EmbeddingBag<float> bag => embeddings.Bag(bag, x),
            Embedding<float> embedding => embeddings.Rows(embedding, x),
            RecurrentLayer<float> layers => recurrent.Add(layers, Last(x)),
            Softmax<float> => Shares(Last(x)),
            Relu<float> => x with { Name = graph.Node("Relu", [x.Name]) },
            Tanh<float> => x with { Name = graph.Node("Tanh", [x.Name]) },
            Sigmoid<float> => x with { Name = graph.Node("Sigmoid", [x.Name]) },
            LeakyRelu<float> leaky => x with
            {
                Name = graph.Node("LeakyRelu", [x.Name], Of("alpha", (float)leaky.Slope)),
            },
            Silu<float> => x with { Name = graph.Node("Mul", [x.Name, graph.Node("Sigmoid", [x.Name])]) },
            Gelu<float> => Gelu(x),
            _ => throw new NotSupportedException(
                $"{layer.Name} is a layer of the type {layer.GetType().Name}, which is not written to ONNX; "
                    + "the layers of this library are."
            ),
        };

    OnnxValue Beside(Parallel<float> layer, OnnxValue x)
    {
        var parts = new string[layer.Children.Count];
        long start = 0;
        for (int i = 0; i < parts.Length; start += layer.Widths[i], i++)
        {
            string part = graph.Node(
                "Slice",
                [x.Name, Whole("starts", start), Whole("ends", start + layer.Widths[i]), Whole("axes", 1)]
            );
            parts[i] = Add(layer.Children[i], x with { Name = part }).Name;
        }
        return new(graph.Node("Concat", parts, Of("axis", 1)), 2);
    }

    string Whole(string name, long value) => graph.Constant(name, [value], 1);

    OnnxValue Around(Residual<float> path, OnnxValue x)
    {
        OnnxValue around = path.Shortcut is null ? x : Add(path.Shortcut, x),
            through = Add(path.Inner, x);
        if (around.ChannelsSecond != through.ChannelsSecond)
            (around, through) = (Last(around), Last(through));
        return through with { Name = graph.Node("Add", [through.Name, around.Name]) };
    }

    OnnxValue Forecast(FromLastValue<float> layer, OnnxValue x)
    {
        string last = graph.Node(
            "Slice",
            [
                x.Name,
                graph.Constant("starts", [-1L, layer.Feature], 2),
                graph.Constant("ends", [long.MaxValue, layer.Feature + 1L], 2),
                graph.Constant("axes", [1L, 2L], 2),
            ]
        );
        string change = graph.Node("Mul", [Add(layer.Inner, x).Name, graph.Constant("scale", [(float)layer.Scale])]);
        return new(graph.Node("Add", [graph.Node("Flatten", [last], Of("axis", 1)), change]), 2);
    }

    OnnxValue Dense(Dense<float> dense, OnnxValue x)
    {
        string product = graph.Node(
            "MatMul",
            [x.Name, graph.Constant(dense.Weight.Name, dense.Weight.Value.ToArray(), dense.Weight.Shape.ToArray())]
        );
        return x with { Name = Activated(dense.Activation, graph.Node("Add", [product, Vector(dense.Bias)])) };
    }

    OnnxValue Convolve(Convolution2d<float> layer, OnnxValue x)
    {
        int[] sizes = layer.Weight.Shape.ToArray(),
            order = [3, 2, 0, 1];
        string weight = graph.Constant(
            layer.Weight.Name,
            AxisOrder.Of(layer.Weight.Value, sizes, order),
            AxisOrder.Sizes(sizes, order)
        );
        string sum = graph.Node(
            "Conv",
            [x.Name, weight, Vector(layer.Bias)],
            List("kernel_shape", sizes[0], sizes[1]),
            List("strides", layer.Stride, layer.Stride),
            List("pads", Enumerable.Repeat((long)layer.Padding, 4)),
            Of("group", layer.Groups)
        );
        return x with { Name = Activated(layer.Activation, sum) };
    }

    OnnxValue Pool(MaxPool2d<float> pool, OnnxValue x) =>
        x with
        {
            Name = graph.Node(
                "MaxPool",
                [x.Name],
                List("kernel_shape", pool.Size, pool.Size),
                List("strides", pool.Stride, pool.Stride),
                Of("ceil_mode", pool.Ceiling ? 1 : 0)
            ),
        };

    OnnxValue Pool(AveragePool2d<float> pool, OnnxValue x) =>
        x with
        {
            Name = graph.Node(
                "AveragePool",
                [x.Name],
                List("kernel_shape", pool.Size, pool.Size),
                List("strides", pool.Stride, pool.Stride)
            ),
        };

    OnnxValue Normalise(BatchNormalization<float> norm, OnnxValue x) =>
        x with
        {
            Name = graph.Node(
                "BatchNormalization",
                [x.Name, Vector(norm.Scale), Vector(norm.Shift), Vector(norm.Mean), Vector(norm.Variance)],
                Of("epsilon", (float)norm.Epsilon)
            ),
        };

    OnnxValue Normalise(LayerNormalization<float> norm, OnnxValue x) =>
        x with
        {
            Name = graph.Node(
                "LayerNormalization",
                [x.Name, Vector(norm.Scale), Vector(norm.Shift)],
                Of("axis", -1),
                Of("epsilon", (float)norm.Epsilon)
            ),
        };

    OnnxValue Shares(OnnxValue x) => x with { Name = graph.Node("Softmax", [x.Name], Of("axis", -1)) };

    // ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))).
    OnnxValue Gelu(OnnxValue x)
    {
        string cube = graph.Node("Mul", [x.Name, graph.Node("Mul", [x.Name, x.Name])]);
        string inner = graph.Node("Add", [x.Name, graph.Node("Mul", [cube, graph.Constant("cubic", [0.044715f])])]);
        string tanh = graph.Node(
            "Tanh",
            [graph.Node("Mul", [inner, graph.Constant("scale", [(float)Math.Sqrt(2 / Math.PI)])])]
        );
        string half = graph.Node("Mul", [x.Name, graph.Constant("half", [0.5f])]);
        return x with { Name = graph.Node("Mul", [half, graph.Node("Add", [tanh, graph.Constant("one", [1f])])]) };
    }

    string Vector(Parameter<float> parameter) =>
        graph.Constant(parameter.Name, parameter.Value.ToArray(), parameter.Shape.Length);

    string Activated(Activation activation, string sum) =>
        activation == Activation.None
            ? sum
            : graph.Node(
                activation switch
                {
                    Activation.Relu => "Relu",
                    Activation.Tanh => "Tanh",
                    _ => "Sigmoid",
                },
                [sum]
            );

    // With two axes the last is the second.
    OnnxValue Second(OnnxValue x) =>
        x.ChannelsSecond || x.Rank == 2
            ? x
            : Turned(x, [0, x.Rank - 1, .. Enumerable.Range(1, x.Rank - 2)]) with
            {
                ChannelsSecond = true,
            };

    OnnxValue Last(OnnxValue x) =>
        x.ChannelsSecond ? Turned(x, [0, .. Enumerable.Range(2, x.Rank - 2), 1]) with { ChannelsSecond = false } : x;

    OnnxValue Turned(OnnxValue x, IEnumerable<int> order) =>
        x with
        {
            Name = graph.Node("Transpose", [x.Name], List("perm", order.Select(axis => (long)axis))),
        };
}
