using FsCheck.Xunit;
using Surefoot.Randomness;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;
using static Surefoot.Training.Tests.Autodiff.OperationGradients;

namespace Surefoot.Training.Tests.Autodiff;

/// <summary>
/// Every operation and layer against central differences, over shapes drawn at random: mostly small, often 1, often
/// odd.
/// </summary>
public class RandomShapeTests
{
    static readonly Activation[] Activations = [Activation.None, Activation.Relu, Activation.Tanh, Activation.Sigmoid];

    [Property(MaxTest = 30)]
    public void Dense_layers(ulong seed)
    {
        var draw = new Draws(seed);
        int rows = draw.Size(9),
            inputs = draw.Size(17),
            outputs = draw.Size(35);
        Check(
            (tape, x) => LinearOperation<double>.Apply(tape, x[0], x[1], x[2], draw.One(Activations, 9)),
            [rows, inputs],
            [inputs, outputs],
            [outputs]
        );
    }

    [Property(MaxTest = 30)]
    public void Convolutions(ulong seed)
    {
        var draw = new Draws(seed);
        int images = draw.Size(5),
            height = draw.Size(7),
            width = draw.Size(7),
            groups = draw.Size(3),
            ins = draw.Size(3),
            outs = draw.Size(3),
            stride = draw.Size(3),
            padding = draw.Size(3) - 1;
        int kernelHeight = Math.Min(draw.Size(5), height + (2 * padding)),
            kernelWidth = Math.Min(draw.Size(5), width + (2 * padding));
        Activation f = draw.One(Activations, 9);
        Check(
            (tape, x) => Convolution2dOperation<double>.Apply(tape, x[0], x[1], x[2], stride, padding, f, groups),
            [images, height, width, groups * ins],
            [kernelHeight, kernelWidth, ins, groups * outs],
            [groups * outs]
        );
        Check(
            (tape, x) => DepthwiseConvolution2dOperation<double>.Apply(tape, x[0], x[1], x[2], stride, padding, f),
            [images, height, width, groups * ins],
            [kernelHeight, kernelWidth, 1, groups * ins],
            [groups * ins]
        );
    }

    [Property(MaxTest = 30)]
    public void Poolings(ulong seed)
    {
        var draw = new Draws(seed);
        int height = draw.Size(7),
            width = draw.Size(7),
            size = draw.Size(Math.Min(height, width)),
            breadth = draw.Size(width),
            stride = draw.Size(3);
        int[] images = [draw.Size(4), height, width, draw.Size(9)];
        bool ceiling = draw.Size(2) == 1;
        Check((tape, x) => MaxPool2dOperation<double>.Apply(tape, x[0], size, stride, ceiling), images);
        Check((tape, x) => AveragePool2dOperation<double>.Apply(tape, x[0], size, breadth, stride), images);
        Check((tape, x) => new GlobalAveragePool<double>().Forward(tape, x[0]), images);
        Check((tape, x) => ChannelsLastOperation<double>.Apply(tape, x[0]), images);
    }

    [Property(MaxTest = 30)]
    public void Normalisations(ulong seed)
    {
        var draw = new Draws(seed);
        // Of one number, or two that are alike, the deviation is about 0 and the slope has no bound: the constant
        // beside the variance is large here.
        int rows = 1 + draw.Size(8),
            columns = draw.Size(19);
        Check(
            (tape, x) => LayerNormalizationOperation<double>.Apply(tape, x[0], x[1], x[2], 0.1),
            [rows, columns],
            [columns],
            [columns]
        );
        Check(
            (tape, x) =>
            {
                Tensor<double> mean = tape.Input(new(columns)),
                    variance = tape.Input(new(columns));
                mean.Value.Fill(0.25);
                variance.Value.Fill(1.5);
                tape.Training = seed % 2 == 0;
                return BatchNormalizationOperation<double>.Apply(tape, x[0], x[1], x[2], mean, variance, 0.1, 0.1);
            },
            [rows, columns],
            [columns],
            [columns]
        );
    }

    [Property(MaxTest = 30)]
    public void Functions_of_each_number_and_of_each_row(ulong seed)
    {
        var draw = new Draws(seed);
        int[] shape = [.. Enumerable.Range(0, draw.Size(4)).Select(_ => draw.Size(9))];
        Check((tape, x) => GeluOperation<double>.Apply(tape, x[0]), shape);
        Check((tape, x) => SiluOperation<double>.Apply(tape, x[0]), shape);
        Check((tape, x) => LeakyReluOperation<double>.Apply(tape, x[0], 0.1), shape);
        Check((tape, x) => SoftmaxOperation<double>.Apply(tape, x[0]), shape);
        Check((tape, x) => DropoutOperation<double>.Apply(tape, x[0], 0.4), shape);
        Check((tape, x) => ActivationOperation<double>.Apply(tape, x[0], draw.One(Activations, 9)), shape);
        Check((tape, x) => ReshapeOperation<double>.Apply(tape, x[0], new(shape.Aggregate((a, b) => a * b))), shape);
    }

    [Property(MaxTest = 30)]
    public void Sums_and_products_with_sizes_that_repeat(ulong seed)
    {
        var draw = new Draws(seed);
        int[] whole = [.. Enumerable.Range(0, draw.Size(4)).Select(_ => draw.Size(5))];
        // Either operand may lack outer sizes, and have 1 where the other has more.
        int[] a = Array.ConvertAll(whole, size => draw.Size(3) == 1 ? 1 : size),
            b = [.. whole.Zip(a, (size, other) => other == size && draw.Size(2) == 1 ? 1 : size)];
        b = b[(draw.Size(b.Length) - 1)..];
        Check((tape, x) => AddOperation<double>.Apply(tape, x[0], x[1]), a, b);
        Check((tape, x) => MultiplyOperation<double>.Apply(tape, x[0], x[1]), a, b);
    }

    [Property(MaxTest = 30)]
    public void Losses(ulong seed)
    {
        var draw = new Draws(seed);
        int rows = draw.Size(7),
            classes = draw.Size(17);
        float[] targets = [.. Enumerable.Range(0, rows).Select(_ => (float)(draw.Size(classes) - 1))],
            shares = Array.ConvertAll(targets, target => target / classes);
        double[] weights = [.. Enumerable.Range(0, classes).Select(_ => 0.25 * draw.Size(8))];
        Check(
            (tape, x) =>
                new SoftmaxCrossEntropy<double>(0.05 * (draw.Size(5, 9) - 1), seed % 2 == 0 ? weights : null).Apply(
                    tape,
                    x[0],
                    targets
                ),
            [rows, classes]
        );
        Check((tape, x) => new BinaryCrossEntropy<double>().Apply(tape, x[0], shares), [rows, 1]);
        Check((tape, x) => new Huber<double>(0.3).Apply(tape, x[0], shares), [rows]);
        Check((tape, x) => new MeanSquared<double>().Apply(tape, x[0], shares), [rows, 1]);
    }

    [Property(MaxTest = 30)]
    public void Recurrent_layers_and_embeddings(ulong seed)
    {
        var draw = new Draws(seed);
        int count = draw.Size(5),
            times = draw.Size(5),
            features = draw.Size(4),
            units = draw.Size(9);
        bool sequences = draw.Size(2) == 1,
            padded = draw.Size(2) == 1;
        RecurrentLayer<double> recurrent = draw.Size(3) switch
        {
            1 => new Lstm<double>(features, units, sequences, padded, name: "rnn1"),
            2 => new Gru<double>(features, units, sequences, padded, name: "rnn1"),
            _ => new SimpleRnn<double>(features, units, sequences, padded, name: "rnn1"),
        };
        var network = new Network<double>(
            new Sequential<double>(new Embedding<double>(7, features, name: "embedding1"), recurrent),
            new(times),
            seed
        );
        double[] indices = [.. Enumerable.Range(0, count * times).Select(_ => (double)(draw.Size(8) - 2))];
        var worst = GradientCheck.Check(
            network,
            tape =>
            {
                Tensor<double> x = tape.Input(new(count, times));
                indices.CopyTo(x.Value);
                return Weighted(tape, network.Forward(tape, x));
            },
            threads: 1 + (int)(seed % 2)
        );
        Assert.True(
            worst.Relative <= 1e-6,
            $"{recurrent.GetType().Name} of [{count}, {times}, {features}] and {units} units: {worst}"
        );
    }

    /// <summary>Numbers drawn one after another; a size of 1 is drawn as often as all others together.</summary>
    sealed class Draws(ulong seed)
    {
        readonly RandomStream random = new(seed, 12);
        ulong next = 100;

        public int Size(int most) => Size(most, next++);

        // At a place of its own: for what is asked for more than once and must stay the same.
        public int Size(int most, ulong place) =>
            random.Below(2 * place, 2) == 0 ? 1 + random.Below((2 * place) + 1, most) : 1;

        public TItem One<TItem>(TItem[] items, ulong place) => items[random.Below(2 * place, items.Length)];
    }
}
