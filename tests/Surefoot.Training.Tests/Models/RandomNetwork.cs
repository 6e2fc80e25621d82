using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Models;

/// <summary>
/// Networks drawn at random from every kind of layer with every setting drawn: on numbers, images, sequences and
/// indices, with residual paths and sequences nested in each other.
/// </summary>
sealed class RandomNetwork(int seed)
{
    readonly Random random = new(seed);
    int depth;

    /// <summary>The network, its weights drawn too.</summary>
    public static Network<float> Draw(int seed) => new RandomNetwork(seed).Build();

    Network<float> Build()
    {
        (Layer<float>[] first, Shape input, Shape shape) = random.Next(5) switch
        {
            0 => ([], new Shape(Size()), default),
            1 => (
                [new ChannelsLast<float>(Name())],
                new Shape(2 * random.Next(1, 3), random.Next(5, 9), random.Next(5, 9)),
                default
            ),
            2 => ([], new Shape(random.Next(2, 6), Size()), default),
            3 => Words(),
            _ => Bag(),
        };
        if (shape.Rank == 0)
            shape = input.Rank == 3 ? new(input[1], input[2], input[0]) : input;
        var layers = new List<Layer<float>>(first);
        shape = Chain(layers, shape, random.Next(2, 6));
        shape = ToFeatures(layers, shape);
        layers.Add(new Dense<float>(shape[0], 3, Choice<Activation>(), name: Name()));
        return new(
            random.Next(4) == 0 ? new Sequential<float>("whole", layers) : new Sequential<float>(layers),
            input,
            (ulong)random.Next(1, 1000)
        );
    }

    (Layer<float>[] Layers, Shape Input, Shape Shape) Words()
    {
        int places = random.Next(2, 5),
            width = Size();
        return ([new Embedding<float>(random.Next(3, 9), width, name: Name())], new(places), new(places, width));
    }

    (Layer<float>[] Layers, Shape Input, Shape Shape) Bag()
    {
        int places = random.Next(2, 5),
            width = Size();
        var bag = new EmbeddingBag<float>(random.Next(3, 9), width, Choice<BagReduction>(), name: Name());
        if (Flip())
            return ([bag], new(places), new(width));
        // Beside numbers that pass as they are.
        int more = Size();
        return (
            [new Parallel<float>(Name(), [places, more], bag, new Identity<float>(Name()))],
            new(places + more),
            new(width + more)
        );
    }

    Shape Chain(List<Layer<float>> layers, Shape shape, int count)
    {
        for (int i = 0; i < count; i++)
        {
            (Layer<float> layer, shape) = Next(shape);
            layers.Add(layer);
        }
        return shape;
    }

    (Layer<float> Layer, Shape Shape) Next(Shape shape)
    {
        int features = shape[^1],
            draw = random.Next(16);
        return draw switch
        {
            0 => (new BatchNormalization<float>(features, Unit(), Unit(), Name()), shape),
            1 => (new LayerNormalization<float>(features, Unit(), Name()), shape),
            2 => (new Dropout<float>(Unit() / 2, Name()), shape),
            3 => (new LeakyRelu<float>(Unit(), Name()), shape),
            4 => (Pick(new Relu<float>(Name()), new Gelu<float>(Name()), new Silu<float>(Name())), shape),
            5 => (Pick(new Tanh<float>(Name()), new Sigmoid<float>(Name()), new Softmax<float>(Name())), shape),
            6 or 7 => Nested(shape),
            _ => shape.Rank switch
            {
                1 => Linear(shape),
                2 => OverTime(shape),
                _ => OverImage(shape),
            },
        };
    }

    (Layer<float> Layer, Shape Shape) Nested(Shape shape)
    {
        if (depth == 3)
            return (new Relu<float>(), shape);
        depth++;
        var inner = new List<Layer<float>>();
        Shape after = Chain(inner, shape, random.Next(1, 3));
        depth--;
        if (after == shape && Flip())
            return (new Residual<float>(new Sequential<float>(inner), name: Name()), shape);
        if (after.Rank == shape.Rank && shape.WithLast(1) == after.WithLast(1))
            return (
                new Residual<float>(
                    new Sequential<float>(inner),
                    new Dense<float>(shape[^1], after[^1], Choice<Activation>(), name: Name()),
                    Name()
                ),
                after
            );
        return (new Sequential<float>(Name(), inner), after);
    }

    (Layer<float> Layer, Shape Shape) Linear(Shape shape)
    {
        int outputs = Size();
        return (new Dense<float>(shape[^1], outputs, Choice<Activation>(), name: Name()), shape.WithLast(outputs));
    }

    (Layer<float> Layer, Shape Shape) OverTime(Shape shape)
    {
        int units = Size();
        bool sequences = Flip(),
            padded = Flip();
        int heads = shape[1] % 2 == 0 && Flip() ? 2 : 1;
        Layer<float>? alike = random.Next(8) switch
        {
            0 => new MultiHeadAttention<float>(shape[1], heads, Flip(), padded, Name()),
            1 => new TransformerBlock<float>(shape[1], heads, Size(), Flip(), Unit() / 2, padded, Name()),
            2 => new PositionalEncoding<float>(shape[1], 100 * (1 + Unit()), padded, Name()),
            3 => new PositionEmbedding<float>(shape[0] + random.Next(3), shape[1], padded, name: Name()),
            _ => null,
        };
        if (alike is null && random.Next(8) == 0)
            return (
                new FromLastValue<float>(
                    new Sequential<float>(
                        new Flatten<float>(),
                        new Dense<float>(shape.Length, 1, Choice<Activation>())
                    ),
                    random.Next(shape[1]),
                    0.1 + Unit(),
                    Name()
                ),
                new(1)
            );
        if (alike is not null)
            return (alike, shape);
        Layer<float> layer = random.Next(4) switch
        {
            0 => new Lstm<float>(shape[1], units, sequences, padded, Name()),
            1 => new Gru<float>(shape[1], units, sequences, padded, Name()),
            2 => new SimpleRnn<float>(shape[1], units, sequences, padded, Name()),
            _ => new Dense<float>(shape[1], units, Choice<Activation>(), name: Name()),
        };
        return (layer, sequences || layer is Dense<float> ? shape.WithLast(units) : new(units));
    }

    (Layer<float> Layer, Shape Shape) OverImage(Shape shape)
    {
        int height = shape[0],
            width = shape[1],
            channels = shape[2],
            size = Math.Min(height, width);
        if (size < 3)
            return Linear(shape);
        int kernel = random.Next(1, 4),
            stride = random.Next(1, 3),
            padding = random.Next(3),
            window = random.Next(1, 3);
        bool ceiling = Flip();
        switch (random.Next(4))
        {
            case 0:
                return (
                    new MaxPool2d<float>(window, stride, ceiling, Name()),
                    new(Pooled(height, ceiling), Pooled(width, ceiling), channels)
                );
            case 1:
                return (
                    new AveragePool2d<float>(window, stride, Name()),
                    new(Pooled(height, false), Pooled(width, false), channels)
                );
            default:
                int groups = channels % 2 == 0
                        ? Flip()
                            ? channels
                            : 2
                        : 1,
                    outputs = groups * random.Next(1, 3);
                var layer = new Convolution2d<float>(
                    channels,
                    outputs,
                    kernel,
                    stride,
                    padding,
                    Choice<Activation>(),
                    groups: groups,
                    name: Name()
                );
                return (layer, new(Convolved(height), Convolved(width), outputs));
        }

        // A window that hangs over the edge counts where it begins inside.
        int Pooled(int length, bool up) =>
            up
                ? Math.Min(((length - window + stride - 1) / stride) + 1, ((length - 1) / stride) + 1)
                : ((length - window) / stride) + 1;
        int Convolved(int length) => ((length + (2 * padding) - kernel) / stride) + 1;
    }

    Shape ToFeatures(List<Layer<float>> layers, Shape shape)
    {
        if (shape.Rank == 3 && Flip())
        {
            layers.Add(new GlobalAveragePool<float>(Name()));
            return new(shape[2]);
        }
        layers.Add(new Flatten<float>(Name()));
        return new(shape.Length);
    }

    Layer<float> Pick(params Layer<float>[] layers) => layers[random.Next(layers.Length)];

    TEnum Choice<TEnum>()
        where TEnum : struct, Enum => Enum.GetValues<TEnum>() is var all ? all[random.Next(all.Length)] : default;

    bool Flip() => random.Next(2) == 0;

    int Size() => 2 * random.Next(1, 4);

    double Unit() => (random.NextDouble() * 0.9) + 0.05;

    string? Name() => Flip() ? null : $"layer{random.Next(1_000_000)}";
}
