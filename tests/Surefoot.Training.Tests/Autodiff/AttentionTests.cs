using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using static Surefoot.Training.Tests.Autodiff.OperationGradients;

namespace Surefoot.Training.Tests.Autodiff;

/// <summary>
/// Scaled dot-product attention: its slopes, its value by the formula, its masks, and what its bits depend on.
/// </summary>
public class AttentionTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1, false)]
    [InlineData(2, 3, 5, 4, 6, 2, false)]
    [InlineData(3, 4, 4, 3, 3, 1, true)]
    [InlineData(2, 7, 7, 6, 9, 3, true)]
    [InlineData(1, 1, 9, 2, 1, 1, false)]
    [InlineData(1, 17, 17, 4, 4, 4, true)]
    public void Its_slopes_agree_with_central_differences(
        int n,
        int times,
        int places,
        int width,
        int wide,
        int heads,
        bool causal
    )
    {
        Check(
            (tape, x) => AttentionOperation<double>.Apply(tape, x[0], x[1], x[2], heads, causal),
            [n, times, width],
            [n, places, width],
            [n, places, wide]
        );
        int[] lengths = [.. Enumerable.Range(0, n).Select(i => (i + 1) % (places + 1))];
        Check(
            (tape, x) => AttentionOperation<double>.Apply(tape, x[0], x[1], x[2], heads, causal, lengths),
            [n, times, width],
            [n, places, width],
            [n, places, wide]
        );
        if (times == places && width == wide)
            Check(
                (tape, x) => AttentionOperation<double>.Apply(tape, x[0], x[0], x[0], heads, causal) + x[0],
                [n, times, width]
            );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Its_value_is_that_of_the_formula(bool causal)
    {
        const int Heads = 2;
        Check(
            (tape, x) =>
            {
                Tensor<double> whole = AttentionOperation<double>.Apply(tape, x[0], x[1], x[2], Heads, causal);
                Tensor<double> q = Split(x[0]),
                    k = Split(x[1]),
                    v = Split(x[2]),
                    scores = q.MatMul(k, transposed: true) / Math.Sqrt(3);
                if (causal)
                {
                    var mask = tape.Input(new(5, 5));
                    for (int i = 0; i < 25; i++)
                        mask.Value[i] = i % 5 > i / 5 ? -1e9 : 0;
                    scores += mask;
                }
                Tensor<double> byFormula = scores.Softmax().MatMul(v).Permute(0, 2, 1, 3).Reshape(whole.Shape);
                for (int i = 0; i < whole.Length; i++)
                    Assert.Equal(byFormula.Value[i], whole.Value[i], 1e-14);
                return whole - byFormula + x[0];
            },
            [2, 5, 6],
            [2, 5, 6],
            [2, 5, 6]
        );

        static Tensor<double> Split(Tensor<double> x) => x.Reshape(2, 5, Heads, 3).Permute(0, 2, 1, 3);
    }

    [Fact]
    public void What_is_masked_changes_no_bit_and_gets_no_slope()
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool);
        float[] before = Run(0),
            after = Run(1000);
        Assert.Equal(before, after);

        // The last time step of the first example and all but the first two of the second are padding; the third has
        // nothing.
        float[] Run(float beyond)
        {
            tape.Rewind();
            var x = tape.Variable(new(3, 4, 6));
            for (int i = 0; i < x.Length; i++)
                x.Value[i] = (i * 7 % 11) - 5 + ((i / 6) is 3 or 6 or 7 or > 7 ? beyond : 0);
            var y = AttentionOperation<float>.Apply(
                tape,
                tape.Input(x.Shape, Queries),
                x,
                x,
                3,
                causal: true,
                [3, 2, 0]
            );
            Assert.True(y.Value[48..].IndexOfAnyExcept(0) < 0);
            tape.Backward(y.Square().Sum());
            for (int i = 0; i < x.Length; i++)
                Assert.Equal((i / 6) is 3 or 6 or 7 or > 7, x.Gradient[i] == 0);
            return y.Value.ToArray();
        }
    }

    static readonly float[] Queries = [.. Enumerable.Range(0, 72).Select(i => (float)Math.Sin(i))];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Its_bits_depend_neither_on_threads_nor_on_the_examples_beside(bool causal)
    {
        var results = new List<float[]>();
        foreach (int threads in (int[])[1, 2, 3])
        {
            using var pool = new WorkerPool(threads);
            using var tape = new Tape<float>(pool);
            var whole = Filled(tape, 5, 0);
            var y = AttentionOperation<float>.Apply(tape, whole, whole, whole, 2, causal);
            for (int example = 0; example < 5; example++)
            {
                var alone = Filled(tape, 1, example);
                Assert.Equal(
                    y.Value.Slice(example * 19 * 10, 19 * 10).ToArray(),
                    AttentionOperation<float>.Apply(tape, alone, alone, alone, 2, causal).Value.ToArray()
                );
            }
            tape.Backward(y.Square().Sum());
            results.Add([.. y.Value, .. whole.Gradient]);
        }
        Assert.All(results, each => Assert.Equal(results[0], each));

        static Tensor<float> Filled(Tape<float> tape, int n, int first)
        {
            var x = tape.Variable(new(n, 19, 10));
            for (int i = 0; i < x.Length; i++)
                x.Value[i] = (float)Math.Sin((first * 190) + i);
            return x;
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<float>(pool);
        Tensor<float> x = tape.Input(new(2, 3, 4)),
            longer = tape.Input(new(2, 5, 4));
        Assert.Contains(
            "3 heads",
            Assert.Throws<ArgumentException>(() => AttentionOperation<float>.Apply(tape, x, x, x, 3)).Message
        );
        Assert.Contains(
            "Causal",
            Assert
                .Throws<ArgumentException>(() => AttentionOperation<float>.Apply(tape, x, longer, longer, causal: true))
                .Message
        );
        Assert.Contains(
            "[2, 5, 4]",
            Assert.Throws<ArgumentException>(() => AttentionOperation<float>.Apply(tape, x, x, longer)).Message
        );
        Assert.Contains(
            "example 1 is 4",
            Assert
                .Throws<ArgumentException>(() => AttentionOperation<float>.Apply(tape, x, x, x, lengths: [3, 4]))
                .Message
        );
        Assert.Contains(
            "1 came for 2",
            Assert.Throws<ArgumentException>(() => AttentionOperation<float>.Apply(tape, x, x, x, lengths: [3])).Message
        );
    }
}
