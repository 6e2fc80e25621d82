using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Layers;
using Surefoot.Training.Tensors;
using static Surefoot.Training.Tests.Autodiff.OperationGradients;

namespace Surefoot.Training.Tests.Autodiff;

/// <summary>
/// Expressions as the paper writes them: their values, their slopes against central differences, and the tape that they
/// find.
/// </summary>
public sealed class TensorOperatorTests : IDisposable
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
        [1, 37],
    ];

    // Sizes of 1 and missing ones in every place, on either side, and on both at once.
    static readonly (int[] A, int[] B)[] Pairs =
    [
        ([3], [3]),
        ([2, 3], [3]),
        ([3], [2, 3]),
        ([2, 1], [1, 3]),
        ([2, 3, 4], [3, 1]),
        ([2, 1, 4, 1], [3, 1, 5]),
        ([1], [2, 9]),
        ([1, 1], [1]),
        ([5, 1], [5, 1]),
        ([2, 3, 4, 5], [1, 3, 4, 5]),
        ([2, 3, 4, 5], [2, 1, 4, 5]),
        ([2, 3, 4, 5], [2, 3, 1, 5]),
        ([2, 3, 4, 5], [2, 3, 4, 1]),
        ([2, 1, 1, 5], [2, 3, 4, 5]),
        ([1, 3, 4, 1], [2, 3, 4, 5]),
        ([2, 3, 4, 5], []),
        ([], [3, 2]),
        ([], []),
        ([2, 1, 19], [2, 3, 1]),
        ([4, 17], [17]),
    ];

    readonly WorkerPool pool = new(1);
    readonly Tape<double> tape;

    public TensorOperatorTests() => tape = new(pool);

    public void Dispose()
    {
        tape.Dispose();
        pool.Dispose();
    }

    Tensor<double> Of(Shape shape, params double[] values)
    {
        var tensor = tape.Variable(shape);
        values.CopyTo(tensor.Value);
        return tensor;
    }

    [Fact]
    public void Two_tensors_with_sizes_that_repeat()
    {
        foreach (var (a, b) in Pairs)
        {
            Check((_, x) => x[0] + x[1], a, b);
            Check((_, x) => x[0] - x[1], a, b);
            Check((_, x) => x[0] * x[1], a, b);
            Check((_, x) => x[0] / x[1], a, b);
        }
    }

    [Fact]
    public void The_values_of_two_tensors_are_those_of_a_plain_loop()
    {
        foreach (var (sizesA, sizesB) in Pairs)
        {
            Shape a = new(sizesA),
                b = new(sizesB);
            var x = Of(a, Fill(a.Length, new(1, 2)));
            var y = Of(b, Fill(b.Length, new(3, 4)));
            foreach (
                var (made, f) in new (Tensor<double>, Func<double, double, double>)[]
                {
                    (x + y, (p, q) => p + q),
                    (x - y, (p, q) => p - q),
                    (x * y, (p, q) => p * q),
                    (x / y, (p, q) => p / q),
                }
            )
            {
                for (int i = 0; i < made.Length; i++)
                    Assert.Equal(f(x.Value[Place(i, made.Shape, a)], y.Value[Place(i, made.Shape, b)]), made.Value[i]);
            }
        }

        // Where an element of the whole lies in an operand.
        static int Place(int index, Shape whole, Shape part)
        {
            int place = 0,
                step = 1;
            for (int axis = 1; axis <= whole.Rank; axis++)
            {
                int at = index % whole[^axis],
                    size = axis <= part.Rank ? part[^axis] : 1;
                index /= whole[^axis];
                if (size > 1)
                    place += at * step;
                step *= size;
            }
            return place;
        }
    }

    [Fact]
    public void Numbers_on_either_side()
    {
        foreach (int[] shape in Any)
        {
            Check((_, x) => x[0] + 0.3, shape);
            Check((_, x) => 0.3 + x[0], shape);
            Check((_, x) => x[0] - 0.3, shape);
            Check((_, x) => 0.3 - x[0], shape);
            Check((_, x) => x[0] * 0.3, shape);
            Check((_, x) => 0.3 * x[0], shape);
            Check((_, x) => x[0] / 0.3, shape);
            Check((_, x) => 0.3 / x[0], shape);
            Check((_, x) => -x[0], shape);
        }
        var numbers = Of(new(2), 3, -4);
        Assert.Equal([1.0, 8.0], (5 - (numbers + 1)).Value.ToArray());
        Assert.Equal([2.0, -1.5], (6 / numbers).Value.ToArray());
        Assert.Equal([-3.0, 4.0], (-numbers).Value.ToArray());
        Assert.Equal([1.5, -2.0], (0.5 * numbers).Value.ToArray());
    }

    [Fact]
    public void Functions()
    {
        foreach (int[] shape in Any)
        {
            Check((_, x) => x[0].Relu() + x[0].Tanh() + x[0].Sigmoid() + x[0].Gelu() + x[0].Silu(), shape);
            Check((_, x) => x[0].Exp(), shape);
            Check((_, x) => x[0].Square(), shape);
            Check((_, x) => (x[0].Square() + 0.1).Log(), shape);
            Check((_, x) => (x[0].Square() + 0.1).Sqrt(), shape);
            Check((_, x) => x[0].Softmax(), shape);
        }
        var numbers = Of(new(3), 0.25, 1, 4);
        Assert.Equal([0.5, 1, 2], numbers.Sqrt().Value.ToArray());
        Assert.Equal([0.0625, 1, 16], numbers.Square().Value.ToArray());
        Assert.Equal(Math.Log(4), numbers.Log().Value[2], 1e-15);
        Assert.Equal(Math.Exp(4), numbers.Exp().Value[2], 1e-12);
    }

    [Fact]
    public void Sums_and_means()
    {
        foreach (
            int[] shape in new int[][] { [1], [5], [2, 3], [3, 1], [1, 33], [2, 3, 4], [2, 1, 5, 3], [3, 2, 1, 19] }
        )
        {
            Check((_, x) => x[0].Sum(), shape);
            Check((_, x) => x[0].Mean(), shape);
            for (int axis = 0; axis < shape.Length; axis++)
            {
                Check((_, x) => x[0].Sum(axis), shape);
                Check((_, x) => x[0].Mean(axis) + x[0].Sum(^(shape.Length - axis)), shape);
            }
        }
        var numbers = Of(new(2, 3), 1, 2, 3, 10, 20, 30);
        Assert.Equal([11.0, 22, 33], numbers.Sum(0).Value.ToArray());
        Assert.Equal([2.0, 20], numbers.Mean(^1).Value.ToArray());
        Assert.Equal((new Shape(), 66.0, 11.0), (numbers.Sum().Shape, numbers.Sum().Value[0], numbers.Mean().Value[0]));
    }

    [Fact]
    public void Shapes_parts_and_what_is_put_together()
    {
        Check((_, x) => x[0].Reshape(3, -1), [2, 3, 4]);
        Check((_, x) => x[0].Permute(2, 0, 3, 1), [2, 3, 4, 5]);
        Check((_, x) => x[0].Permute(0, 2, 1, 3), [2, 3, 4, 5]);
        Check((_, x) => x[0].Transpose(), [4, 5]);
        Check((_, x) => x[0].Transpose() * x[0].Transpose(), [2, 3, 1]);
        Check((_, x) => x[0].Transpose(), [2, 1, 3, 4]);
        Check((_, x) => x[0][1..3] * x[0][..2], [4, 3]);
        Check((_, x) => x[0][.., ^2..] + x[0].Slice(1, ..2), [2, 3, 2]);
        Check((_, x) => x[0][1.., .., 2..], [2, 2, 3, 1]);
        for (int axis = 0; axis < 3; axis++)
        {
            int[] other = [2, 3, 4];
            other[axis] = 5;
            Check((_, x) => Tensor.Concat(axis, x[0], x[1], x[0]), [2, 3, 4], other);
        }
        var numbers = Of(new(2, 3), 1, 2, 3, 4, 5, 6);
        Assert.Equal([1.0, 4, 2, 5, 3, 6], numbers.Transpose().Value.ToArray());
        Assert.Equal([5.0, 6], numbers[1.., 1..].Value.ToArray());
        Assert.Equal([1.0, 2, 3, 3, 4, 5, 6, 6], Tensor.Concat(1, numbers, numbers[.., 2..]).Value.ToArray());
    }

    [Fact]
    public void Products_of_matrices_one_by_one_and_many_at_once()
    {
        foreach (
            var (a, b, transposed) in new (int[], int[], bool)[]
            {
                ([3, 5], [5, 2], false),
                ([1, 1], [1, 1], false),
                ([2, 3, 5], [5, 4], false),
                ([2, 3, 5], [2, 5, 4], false),
                ([2, 1, 7, 3], [2, 1, 3, 9], false),
                ([1, 3, 5], [4, 5, 2], false),
                ([3, 5], [4, 5, 2], false),
                ([3, 5], [2, 5], true),
                ([2, 3, 5], [2, 4, 5], true),
                ([2, 3, 5], [4, 5], true),
                ([1, 3, 5], [3, 4, 5], true),
                ([2, 2, 3, 17], [2, 2, 9, 17], true),
                ([3, 5], [1, 4, 5], true),
            }
        )
        {
            Check((_, x) => x[0].MatMul(x[1], transposed), a, b);
            Shape sizesA = new(a),
                sizesB = new(b);
            Tensor<double> x = Of(sizesA, Fill(sizesA.Length, new(1, 2))),
                y = Of(sizesB, Fill(sizesB.Length, new(3, 4))),
                product = x.MatMul(y, transposed);
            int m = a[^2],
                k = a[^1],
                n = transposed ? b[^2] : b[^1],
                many = product.Length / (m * n);
            for (int i = 0; i < product.Length; i++)
            {
                int p = i / (m * n),
                    row = i / n % m,
                    column = i % n,
                    first = x.Length == m * k ? 0 : p * m * k,
                    second = y.Length == n * k ? 0 : p * n * k;
                double sum = Enumerable
                    .Range(0, k)
                    .Sum(s =>
                        x.Value[first + (row * k) + s]
                        * y.Value[second + (transposed ? (column * k) + s : (s * n) + column)]
                    );
                Assert.Equal(sum, product.Value[i], 1e-12);
            }
            Assert.Equal(many, Math.Max(x.Length / (m * k), y.Length / (n * k)));
        }
    }

    [Fact]
    public void A_parameter_goes_along_with_what_stands_on_a_tape()
    {
        var layer = new Dense<double>(2, 2);
        var network = new Surefoot.Training.Models.Network<double>(layer, new(2), seed: 1);
        var x = tape.Input(new(1, 2), [1, 2]);
        Tensor<double> w = layer.Weight.Tensor;
        Assert.Same(tape, (w * x).Tape);
        Assert.Same(tape, (x * layer.Weight - layer.Bias).MatMul(layer.Weight).Tape);
        Assert.Same(tape, w.MatMul(x.Transpose()).Tape);
        Assert.Same(tape, Tensor.Concat(0, w, x).Tape);
        Assert.Contains("stands on no tape", Assert.Throws<InvalidOperationException>(() => w * w).Message);
        Assert.Contains("On(tape)", Assert.Throws<InvalidOperationException>(() => w.Square()).Message);
        Assert.Contains(
            "stands on no tape",
            Assert.Throws<InvalidOperationException>(() => Tensor.Concat(0, w, w)).Message
        );
        using var other = new Tape<double>(pool);
        Assert.Contains(
            "different tapes",
            Assert.Throws<InvalidOperationException>(() => x + other.Input(new(1, 2))).Message
        );

        // In a second step too, when the gradient of the first still stands in the parameter's memory and counts as 0.
        for (int step = 0; step < 2; step++)
        {
            network.ZeroGradients();
            tape.Backward((0.5 * w.On(tape).Square()).Sum());
            Assert.Equal(w.Value.ToArray(), network.Gradients[..4].ToArray());
            tape.Rewind();
        }
    }

    [Fact]
    public void What_does_not_go_together_is_refused_by_both_shapes()
    {
        var x = Of(new(2, 3));
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => x + Of(new(2))).Message);
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => x.MatMul(x)).Message);
        Assert.Contains(
            "do not fit",
            Assert.Throws<ArgumentException>(() => Of(new(2, 3, 4)).MatMul(Of(new(3, 4, 5)))).Message
        );
        Assert.Contains("divide", Assert.Throws<ArgumentException>(() => x.Reshape(4, -1)).Message);
        Assert.Contains("each once", Assert.Throws<ArgumentException>(() => x.Permute(0, 0)).Message);
        Assert.Contains("differ", Assert.Throws<ArgumentException>(() => Tensor.Concat(0, x, Of(new(2, 2)))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => x.Sum(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => x[..3]);
        Assert.Throws<ArgumentException>(() => tape.Input(new(2), [1f]));
        Assert.Contains("mean of no numbers", Assert.Throws<ArgumentException>(() => Of(new(0, 2)).Mean(0)).Message);
    }
}
