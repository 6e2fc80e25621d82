using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Losses;
using Surefoot.Training.Tensors;
using static Surefoot.Training.Tests.Autodiff.OperationGradients;

namespace Surefoot.Training.Tests.Autodiff;

/// <summary>Every operation against central differences, over shapes that hold 1 and odd sizes.</summary>
public class OperationGradientTests
{
    static readonly int[][] Any =
    [
        [1],
        [3],
        [1, 1],
        [2, 5],
        [3, 1, 4],
        [2, 3, 1, 2],
        [7, 9],
    ];

    [Theory]
    [InlineData(Activation.None)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    public void Activations(Activation f)
    {
        foreach (int[] shape in Any)
            Check((tape, x) => ActivationOperation<double>.Apply(tape, x[0], f), shape);
    }

    [Theory]
    [InlineData(Activation.None)]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    public void Dense_layers_in_one_operation(Activation f)
    {
        foreach (var (n, k, m) in new[] { (1, 1, 1), (2, 3, 5), (9, 7, 17), (3, 1, 9), (1, 8, 33) })
        {
            Check((tape, x) => LinearOperation<double>.Apply(tape, x[0], x[1], x[2], f), [n, k], [k, m], [m]);
            Check((tape, x) => LinearOperation<double>.Apply(tape, x[0], x[1], null, f), [n, k], [k, m]);
        }
        Check((tape, x) => LinearOperation<double>.Apply(tape, x[0], x[1], x[2], f), [2, 3, 4], [4, 5], [5]);
    }

    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1, 0)]
    [InlineData(2, 4, 5, 3, 2, 1, 1)]
    [InlineData(3, 5, 4, 2, 3, 1, 0)]
    [InlineData(1, 7, 6, 3, 2, 2, 1)]
    [InlineData(2, 5, 5, 5, 1, 1, 2)]
    [InlineData(9, 3, 3, 3, 2, 3, 1)]
    [InlineData(2, 6, 5, 2, 2, 2, 0)]
    [InlineData(1, 2, 3, 1, 3, 2, 2)]
    public void Convolutions(int images, int height, int width, int kernel, int inputs, int stride, int padding)
    {
        foreach (var f in new[] { Activation.None, Activation.Relu, Activation.Tanh })
        {
            Check(
                (tape, x) => Convolution2dOperation<double>.Apply(tape, x[0], x[1], x[2], stride, padding, f),
                [images, height, width, inputs],
                [kernel, kernel, inputs, 3],
                [3]
            );
        }
        Check(
            (tape, x) => Convolution2dOperation<double>.Apply(tape, x[0], x[1], null, stride, padding),
            [images, height, width, inputs],
            [kernel, kernel, inputs, 1]
        );
    }

    [Theory]
    [InlineData(1, 1, 1, 1, 1, 0, 2, 1, 1)]
    [InlineData(2, 4, 5, 3, 1, 1, 2, 2, 3)]
    [InlineData(3, 5, 4, 2, 1, 0, 3, 1, 2)]
    [InlineData(1, 7, 6, 3, 2, 1, 2, 3, 1)]
    [InlineData(9, 3, 3, 3, 3, 1, 5, 1, 1)]
    public void Convolutions_in_groups(
        int images,
        int height,
        int width,
        int kernel,
        int stride,
        int padding,
        int groups,
        int ins,
        int outs
    )
    {
        foreach (var f in new[] { Activation.None, Activation.Relu, Activation.Tanh })
        {
            Check(
                (tape, x) => Convolution2dOperation<double>.Apply(tape, x[0], x[1], x[2], stride, padding, f, groups),
                [images, height, width, groups * ins],
                [kernel, kernel, ins, groups * outs],
                [groups * outs]
            );
        }
    }

    [Theory]
    [InlineData(1, 1, 1, 1, 1, 0, 1)]
    [InlineData(2, 4, 5, 3, 1, 1, 5)]
    [InlineData(3, 5, 4, 2, 1, 0, 9)]
    [InlineData(1, 7, 6, 3, 2, 1, 3)]
    [InlineData(9, 3, 3, 3, 3, 1, 2)]
    [InlineData(1, 3, 3, 3, 1, 1, 17)]
    public void Depthwise_convolutions(
        int images,
        int height,
        int width,
        int kernel,
        int stride,
        int padding,
        int channels
    )
    {
        foreach (var f in new[] { Activation.None, Activation.Relu, Activation.Sigmoid })
        {
            Check(
                (tape, x) => DepthwiseConvolution2dOperation<double>.Apply(tape, x[0], x[1], x[2], stride, padding, f),
                [images, height, width, channels],
                [kernel, kernel, 1, channels],
                [channels]
            );
        }
        Check(
            (tape, x) =>
                AddOperation<double>.Apply(
                    tape,
                    DepthwiseConvolution2dOperation<double>.Apply(tape, x[0], x[1]),
                    DepthwiseConvolution2dOperation<double>.Apply(tape, x[0], x[1])
                ),
            [images, height, width, channels],
            [1, 1, 1, channels]
        );
    }

    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(2, 1, false)]
    [InlineData(3, 2, true)]
    [InlineData(1, 1, false)]
    [InlineData(2, 3, true)]
    public void Pooling(int size, int stride, bool ceiling)
    {
        foreach (int channels in new[] { 1, 5, 9 })
            Check(
                (tape, x) => MaxPool2dOperation<double>.Apply(tape, x[0], size, stride, ceiling),
                [3, 5, 7, channels]
            );
    }

    [Fact]
    public void Shapes_and_order()
    {
        Check((tape, x) => ReshapeOperation<double>.Apply(tape, x[0], new(6, 2)), [3, 4]);
        Check((tape, x) => ChannelsLastOperation<double>.Apply(tape, x[0]), [2, 3, 5, 1]);
        Check((tape, x) => ChannelsLastOperation<double>.Apply(tape, x[0]), [2, 1, 2, 3]);
    }

    [Fact]
    public void Smooth_and_leaky_rectifiers()
    {
        foreach (int[] shape in Any)
        {
            Check((tape, x) => GeluOperation<double>.Apply(tape, x[0]), shape);
            Check((tape, x) => SiluOperation<double>.Apply(tape, x[0]), shape);
            Check((tape, x) => LeakyReluOperation<double>.Apply(tape, x[0], 0.1), shape);
            Check((tape, x) => SoftmaxOperation<double>.Apply(tape, x[0]), shape);
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 2, 2)]
    [InlineData(3, 2, 1)]
    [InlineData(5, 7, 1)]
    public void Average_pooling(int height, int width, int stride)
    {
        foreach (int channels in new[] { 1, 5, 9 })
            Check(
                (tape, x) => AveragePool2dOperation<double>.Apply(tape, x[0], height, width, stride),
                [3, 5, 7, channels]
            );
    }

    [Fact]
    public void Normalisation_of_layers()
    {
        foreach (var (rows, columns) in new[] { (1, 2), (3, 5), (2, 9), (4, 17) })
            Check(
                (tape, x) => LayerNormalizationOperation<double>.Apply(tape, x[0], x[1], x[2], 1e-3),
                [rows, columns],
                [columns],
                [columns]
            );
        Check(
            (tape, x) => LayerNormalizationOperation<double>.Apply(tape, x[0], x[1], x[2], 1e-3),
            [2, 1, 3, 4],
            [4],
            [4]
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Normalisation_of_batches(bool training)
    {
        foreach (int[] shape in new int[][] { [2, 1], [3, 5], [2, 3, 1, 9], [7, 4] })
        {
            Check(
                (tape, x) =>
                {
                    Tensor<double> mean = tape.Input(new(shape[^1])),
                        variance = tape.Input(new(shape[^1]));
                    mean.Value.Fill(0.25);
                    variance.Value.Fill(1.5);
                    tape.Training = training;
                    return BatchNormalizationOperation<double>.Apply(tape, x[0], x[1], x[2], mean, variance, 0.1, 1e-3);
                },
                shape,
                [shape[^1]],
                [shape[^1]]
            );
        }
    }

    [Fact]
    public void Dropout_with_the_draws_of_one_step()
    {
        foreach (int[] shape in Any)
            Check((tape, x) => DropoutOperation<double>.Apply(tape, x[0], 0.4), shape);
    }

    [Fact]
    public void Sums_and_products_with_sizes_that_repeat()
    {
        foreach (
            var (a, b) in new (int[], int[])[]
            {
                ([3], [3]),
                ([2, 3], [3]),
                ([3], [2, 3]),
                ([2, 1], [1, 3]),
                ([2, 3, 4], [3, 1]),
                ([2, 1, 4, 1], [3, 1, 5]),
                ([1], [2, 9]),
                ([1, 1], [1]),
                ([5, 1], [5, 1]),
            }
        )
        {
            Check((tape, x) => AddOperation<double>.Apply(tape, x[0], x[1]), a, b);
            Check((tape, x) => MultiplyOperation<double>.Apply(tape, x[0], x[1]), a, b);
        }
    }

    [Fact]
    public void A_tensor_that_is_used_more_than_once_gets_the_sum_of_its_slopes()
    {
        Check((tape, x) => MultiplyOperation<double>.Apply(tape, x[0], x[0]), [2, 3]);
        Check(
            (tape, x) =>
                AddOperation<double>.Apply(tape, x[0], ActivationOperation<double>.Apply(tape, x[0], Activation.Tanh)),
            [2, 3]
        );
        Check(
            (tape, x) => AddOperation<double>.Apply(tape, x[0], ReshapeOperation<double>.Apply(tape, x[0], new(3, 3))),
            [3, 3]
        );
        Check(
            (tape, x) =>
                LinearOperation<double>.Apply(
                    tape,
                    LinearOperation<double>.Apply(tape, x[0], x[1], x[2], Activation.Tanh),
                    x[1],
                    x[2],
                    Activation.Sigmoid
                ),
            [3, 5],
            [5, 5],
            [5]
        );
        Check(
            (tape, x) =>
            {
                var once = Convolution2dOperation<double>.Apply(
                    tape,
                    x[0],
                    x[1],
                    x[2],
                    padding: 1,
                    activation: Activation.Tanh
                );
                var twice = Convolution2dOperation<double>.Apply(tape, once, x[1], x[2], padding: 1);
                return AddOperation<double>.Apply(
                    tape,
                    MaxPool2dOperation<double>.Apply(tape, AddOperation<double>.Apply(tape, x[0], twice), 2, 1),
                    MaxPool2dOperation<double>.Apply(tape, x[0], 2, 1)
                );
            },
            [2, 3, 4, 2],
            [3, 3, 2, 2],
            [2]
        );
    }

    [Fact]
    public void Every_loss_of_the_library_has_the_slope_of_its_value()
    {
        List<string> found = [];
        foreach (
            Type type in typeof(Loss<>)
                .Assembly.GetTypes()
                .Where(one =>
                    one.BaseType is { IsGenericType: true } parent
                    && parent.GetGenericTypeDefinition() == typeof(Loss<>)
                )
        )
        {
            var most = type.MakeGenericType(typeof(double)).GetConstructors().MaxBy(one => one.GetParameters().Length)!;
            var loss = (Loss<double>)most.Invoke([.. most.GetParameters().Select(one => one.DefaultValue)]);
            found.Add(loss.Kind);
            // One output a row, or one for each of two classes.
            float[] targets = [0, 1, 1, 0, 1, 0];
            int outputs = TakesClasses(loss, targets) ? 2 : 1;
            Check((tape, x) => loss.Apply(tape, x[0], targets), [targets.Length, outputs]);
        }
        Assert.Equal(LossKinds<double>.All.Keys.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));

        static bool TakesClasses(Loss<double> loss, float[] targets)
        {
            using var pool = new WorkerPool(1);
            using var tape = new Tape<double>(pool);
            try
            {
                loss.Apply(tape, tape.Input(new(targets.Length, 1)), targets);
                return false;
            }
            catch (ArgumentException)
            {
                return true;
            }
        }
    }

    [Fact]
    public void Losses()
    {
        foreach (int n in new[] { 1, 2, 7 })
        {
            float[] classes = [.. Enumerable.Range(0, n).Select(i => (float)(i % 3))],
                shares = [.. Enumerable.Range(0, n).Select(i => i % 2 * 0.75f)];
            Check((tape, x) => new SoftmaxCrossEntropy<double>().Apply(tape, x[0], classes), [n, 3]);
            Check((tape, x) => new SoftmaxCrossEntropy<double>().Apply(tape, x[0], classes), [n, 17]);
            Check((tape, x) => new SoftmaxCrossEntropy<double>(0.1, [0.5, 2, 1]).Apply(tape, x[0], classes), [n, 3]);
            Check((tape, x) => new SoftmaxCrossEntropy<double>(0.3).Apply(tape, x[0], classes), [n, 5]);
            Check((tape, x) => new BinaryCrossEntropy<double>().Apply(tape, x[0], shares), [n, 1]);
            Check((tape, x) => new MeanSquared<double>().Apply(tape, x[0], shares), [n]);
            Check((tape, x) => new Huber<double>(0.3).Apply(tape, x[0], shares), [n, 1]);
            Check((tape, x) => new MeanAbsolute<double>().Apply(tape, x[0], shares), [n, 1]);
        }
        Check((tape, x) => new SoftmaxCrossEntropy<double>().Apply(tape, x[0], [0]), [1, 1]);
    }
}
