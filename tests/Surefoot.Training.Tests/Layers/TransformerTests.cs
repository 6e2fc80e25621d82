using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Tests.Layers;

/// <summary>Attention layers, positions and blocks: their slopes, masks and bits.</summary>
public class TransformerTests
{
    static Network<T> Network<T>(Layer<T> layer)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => new(layer, new Shape(4, 6), seed: 3);

    public static TheoryData<string> Kinds =>
        ["attention", "causal attention", "encoding", "positions", "block", "causal block"];

    static Layer<T> Made<T>(string kind, bool padded = false)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> =>
        kind switch
        {
            "attention" => new MultiHeadAttention<T>(6, 2, padded: padded),
            "causal attention" => new MultiHeadAttention<T>(6, 3, causal: true, padded: padded),
            "encoding" => new Sequential<T>(new PositionalEncoding<T>(6, padded: padded), new Dense<T>(6, 6)),
            "positions" => new PositionEmbedding<T>(9, 6, padded),
            "block" => new TransformerBlock<T>(6, 2, hidden: 5, padded: padded),
            _ => new Sequential<T>(
                new PositionEmbedding<T>(9, 6, padded),
                new TransformerBlock<T>(6, 1, causal: true, padded: padded),
                new TransformerBlock<T>(6, 2, causal: true, padded: padded)
            ),
        };

    static Tensor<T> Examples<T>(Tape<T> tape, int first, int n, int times)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var x = tape.Variable(new Shape(n, times, 6));
        for (int i = 0; i < x.Value.Length; i++)
            x.Value[i] = T.CreateTruncating(Math.Sin((first * times * 6) + i));
        return x;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Slopes_agree_with_central_differences(string kind)
    {
        foreach (int threads in (int[])[1, 2])
        {
            var network = Network(Made<double>(kind));
            var worst = GradientCheck.Check(
                network,
                tape => (network.Forward(tape, Examples(tape, 0, 2, 5)) + 0.3).Square().Mean(),
                threads
            );
            Assert.True(worst.Relative <= 1e-6, worst.ToString());
            var inputs = GradientCheck.Check(
                (tape, x) => (network.Forward(tape, x[0]) + 0.3).Square().Mean(),
                [
                    [.. Enumerable.Range(0, 60).Select(i => Math.Sin(i))],
                ],
                [new(2, 5, 6)],
                threads
            );
            Assert.True(inputs.Relative <= 1e-6, inputs.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_example_has_the_same_bits_alone_and_in_a_batch_for_any_number_of_threads(string kind)
    {
        float[]? expected = null;
        foreach (int threads in (int[])[1, 2, 3])
        {
            using var pool = new WorkerPool(threads);
            using var tape = new Tape<float>(pool);
            var network = Network(Made<float>(kind));
            float[] whole = network.Forward(tape, Examples(tape, 0, 7, 9)).Value.ToArray();
            for (int i = 0; i < 7; i++)
                Assert.Equal(
                    whole.AsSpan(i * 54, 54).ToArray(),
                    network.Forward(tape, Examples(tape, i, 1, 9)).Value.ToArray()
                );
            tape.Rewind();
            network.ZeroGradients();
            tape.Backward(network.Forward(tape, Examples(tape, 0, 7, 9)).Square().Mean());
            float[] all = [.. whole, .. network.Gradients];
            Assert.Equal(expected ??= all, all);
        }
    }

    [Theory]
    [InlineData("causal attention")]
    [InlineData("causal block")]
    public void What_comes_later_changes_nothing_before_it(string kind)
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool);
        var network = Network(Made<float>(kind));
        Tensor<float> x = Examples(tape, 0, 2, 9),
            y = Examples(tape, 0, 2, 9);
        for (int i = 0; i < 6; i++)
            y.Value[(5 * 6) + i] += 1;
        float[] before = network.Forward(tape, x).Value[..54].ToArray(),
            after = network.Forward(tape, y).Value[..54].ToArray();
        Assert.Equal(before[..30], after[..30]);
        for (int time = 5; time < 9; time++)
            Assert.NotEqual(before[(time * 6)..((time + 1) * 6)], after[(time * 6)..((time + 1) * 6)]);
    }

    [Theory]
    [InlineData("attention")]
    [InlineData("positions")]
    [InlineData("block")]
    [InlineData("causal block")]
    public void Padding_is_read_by_none_and_an_example_is_nearly_the_same_without_it(string kind)
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<double>(pool);
        var network = Network(Made<double>(kind, padded: true));
        var padded = Examples(tape, 0, 1, 9);
        padded.Value[(4 * 6)..].Clear();
        var shorter = padded[.., ..4];
        double[] long_ = network.Forward(tape, padded).Value.ToArray(),
            short_ = network.Forward(tape, shorter).Value.ToArray();
        for (int i = 0; i < short_.Length; i++)
            Assert.Equal(short_[i], long_[i], 1e-13);
        if (kind != "attention")
            Assert.All(long_[24..], each => Assert.Equal(0, each));
    }

    [Fact]
    public void Lengths_say_the_same_as_zeros_and_one_sequence_can_ask_another()
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool);
        var block = new TransformerBlock<float>(6, 2, name: "block1");
        _ = Network(block);
        var x = Examples(tape, 0, 2, 5);
        float[] whole = block.Forward(tape, x).Value.ToArray();
        Assert.Equal(whole, block.Forward(tape, x, [5, 5]).Value.ToArray());
        Assert.NotEqual(whole[..12], block.Forward(tape, x, [2, 5]).Value[..12].ToArray());
        Assert.Equal(whole[30..], block.Forward(tape, x, [2, 5]).Value[30..].ToArray());
        Assert.Contains("block1", Assert.Throws<ArgumentException>(() => block.Forward(tape, x, [2])).Message);

        var attention = new MultiHeadAttention<float>(6, 2, name: "attention1");
        _ = Network(attention);
        Assert.Equal(new Shape(2, 5, 6), attention.Forward(tape, x, Examples(tape, 3, 2, 8), [8, 3]).Shape);
        Assert.Contains(
            "attention1",
            Assert.Throws<ArgumentException>(() => attention.Forward(tape, x, Examples(tape, 3, 2, 8), [9, 3])).Message
        );
    }

    [Fact]
    public void Positions_are_sines_and_cosines_by_the_formula_for_any_length()
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<double>(pool);
        var layer = new PositionalEncoding<double>(5, 100);
        foreach (int times in (int[])[2, 1, 7])
        {
            var x = tape.Input(new Shape(2, times, 5));
            x.Value.Clear();
            var y = layer.Forward(tape, x);
            for (int i = 0; i < y.Value.Length; i++)
            {
                int number = i % 5,
                    time = i / 5 % times;
                double angle = time / Math.Pow(100, (number / 2 * 2) / 5.0);
                Assert.Equal(number % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle), y.Value[i]);
            }
        }
    }

    [Fact]
    public void Settings_and_shapes_that_do_not_fit_are_refused_by_name()
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool);
        Assert.Contains("4 heads", Assert.Throws<ArgumentException>(() => new TransformerBlock<float>(6, 4)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PositionalEncoding<float>(6, 1));
        var positions = new PositionEmbedding<float>(4, 6);
        _ = Network(positions);
        Assert.Contains(
            "at most 4",
            Assert.Throws<ArgumentException>(() => positions.Forward(tape, tape.Input(new(1, 5, 6)))).Message
        );
        Assert.Contains(
            "[n, time, 6]",
            Assert
                .Throws<ArgumentException>(() =>
                    new MultiHeadAttention<float>(6, 2, name: "attention1").Forward(tape, tape.Input(new(1, 6)))
                )
                .Message
        );
    }
}
