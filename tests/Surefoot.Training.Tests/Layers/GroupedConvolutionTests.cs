using System.Numerics;
using Surefoot.Randomness;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Models;
using Surefoot.Training.Probe;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Layers;

public class GroupedConvolutionTests
{
    /// <summary>
    /// Channels of other groups have weights of 0 in a kernel over all channels; depthwise, the fast operation and the
    /// general one agree.
    /// </summary>
    [Theory]
    [InlineData(1, 6, 4)]
    [InlineData(2, 6, 4)]
    [InlineData(3, 9, 6)]
    [InlineData(7, 7, 7)]
    public void Groups_are_a_kernel_with_zeros_between_them(int groups, int inputs, int outputs)
    {
        using var pool = new WorkerPool(2);
        using var tape = new Tape<double>(pool);
        Tensor<double> x = Fill(tape, 1, 3, 5, 4, inputs),
            w = Fill(tape, 2, 3, 3, inputs / groups, outputs),
            b = Fill(tape, 3, outputs),
            whole = Fill(tape, 4, 3, 3, inputs, outputs);
        int ins = inputs / groups,
            outs = outputs / groups;
        for (int i = 0; i < whole.Value.Length; i++)
        {
            int o = i % outputs,
                c = i / outputs % inputs,
                pixel = i / outputs / inputs;
            whole.Value[i] = c / ins == o / outs ? w.Value[(((pixel * ins) + (c % ins)) * outputs) + o] : 0;
        }
        double[] expected = Convolution2dOperation<double>.Apply(tape, x, whole, b, 2, 1).Value.ToArray();
        double[] actual = Convolution2dOperation<double>.Apply(tape, x, w, b, 2, 1, groups: groups).Value.ToArray();
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-13);
        if (groups == inputs && groups == outputs)
            Assert.Equal(actual, DepthwiseConvolution2dOperation<double>.Apply(tape, x, w, b, 2, 1).Value.ToArray());
    }

    static Tensor<double> Fill(Tape<double> tape, uint stream, params int[] sizes)
    {
        var x = tape.Input(new(sizes));
        var random = new RandomStream(6, stream);
        for (int i = 0; i < x.Value.Length; i++)
            x.Value[i] = random.Normal((ulong)i);
        return x;
    }

    static Network<T> Separable<T>()
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        return new(
            new Sequential<T>(
                new ChannelsLast<T>(),
                new Convolution2d<T>(3, 18, 3, padding: 1, activation: Activation.Relu, groups: 3, name: "conv1"),
                new Convolution2d<T>(18, 18, 3, 2, 1, Activation.Tanh, groups: 18, name: "conv2"),
                new Flatten<T>(),
                new Dense<T>(18 * 4 * 3, 4, name: "dense1")
            ),
            new(3, 7, 6),
            1
        );
    }

    [Fact]
    public void Threads_and_batches_change_no_bit_and_a_step_allocates_nothing()
    {
        float[]? first = null;
        float[] targets = [.. Enumerable.Range(0, 21).Select(i => i % 4f)];
        for (int threads = 1; threads <= 3; threads++)
        {
            using var pool = new WorkerPool(threads);
            using var tape = new Tape<float>(pool);
            var network = Separable<float>();
            for (int step = 0; step < 3; step++)
                ModelCase.Step(network, tape, new SoftmaxCrossEntropy<float>(), step, 21, targets);
            float[] now = network.Parameters.ToArray();
            Assert.Equal(first ??= now, now);
            var loss = new SoftmaxCrossEntropy<float>();
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < 3; step++)
                ModelCase.Step(network, tape, loss, step, 21, targets);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

            float[] batch = Predict(0, 21);
            for (int row = 0; row < 21; row++)
                Assert.Equal(batch[(4 * row)..(4 * (row + 1))], Predict(row, 1));

            float[] Predict(int row, int count)
            {
                tape.Rewind();
                tape.Recording = tape.Training = false;
                var x = tape.Input(new(count, 3, 7, 6));
                ModelCase.Fill(network, x.Value, row);
                return network.Forward(tape, x).Value.ToArray();
            }
        }
    }

    [Fact]
    public void Groups_that_do_not_divide_the_channels_are_refused()
    {
        Assert.StartsWith(
            "conv1: 2 groups do not divide 6 channels in and 5 channels out.",
            Assert.Throws<ArgumentException>(() => new Convolution2d<float>(6, 5, 3, groups: 2, name: "conv1")).Message
        );
        var conv = new Convolution2d<float>(6, 4, 3, groups: 2, name: "conv1");
        Assert.Equal((new Shape(3, 3, 3, 4), new Shape(4)), (conv.Weight.Shape, conv.Bias.Shape));
    }
}
