using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Surefoot.Randomness;
using Surefoot.Threading;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Autodiff.Operations;
using Surefoot.Training.Losses;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Probe;

/// <summary>What every operation computes, forwards and backwards, to the last bit.</summary>
/// <remarks>In kinds, by what the processor's instructions can change.</remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed class OperationBits<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // Odd lengths, so that every width of vectors leaves a rest of another size.
    const int Rows = 7,
        Columns = 37;

    // What rounds otherwise does so in one number of hundreds, or of tens of thousands.
    const int Many = 2701;

    OperationBits(string name, Func<Tape<T>, Tensor<T>[], Tensor<T>> apply, params int[][] shapes) =>
        (Name, this.apply, this.shapes) = (name, apply, shapes);

    readonly Func<Tape<T>, Tensor<T>[], Tensor<T>> apply;
    readonly int[][] shapes;

    /// <summary>What the operation is called.</summary>
    public string Name { get; }

    /// <summary>Those that are sums of products: matrices, convolutions, and what is made of them.</summary>
    public static IReadOnlyList<OperationBits<T>> Products { get; } =
    [
        new(
            "linear",
            (tape, x) => LinearOperation<T>.Apply(tape, x[0], x[1], x[2]),
            [Rows, Columns],
            [Columns, 19],
            [19]
        ),
        new("product", (tape, x) => ProductOperation<T>.Apply(tape, x[0], x[1]), [3, Rows, Columns], [3, Columns, 5]),
        new(
            "product, transposed",
            (tape, x) => ProductOperation<T>.Apply(tape, x[0], x[1], transposed: true),
            [3, Rows, Columns],
            [3, 5, Columns]
        ),
        new(
            "convolution",
            (tape, x) => Convolution2dOperation<T>.Apply(tape, x[0], x[1], x[2], padding: 1),
            [2, 7, 9, 3],
            [3, 3, 3, 5],
            [5]
        ),
        new(
            "depthwise convolution",
            (tape, x) => DepthwiseConvolution2dOperation<T>.Apply(tape, x[0], x[1], x[2]),
            [2, 7, 9, 19],
            [3, 3, 1, 19],
            [19]
        ),
        new(
            "attention",
            (tape, x) => AttentionOperation<T>.Apply(tape, x[0], x[1], x[2], heads: 2),
            [2, Rows, 38],
            [2, Rows, 38],
            [2, Rows, 38]
        ),
    ];

    /// <summary>Those that need e^x, ln x, tanh or the logistic function.</summary>
    public static IReadOnlyList<OperationBits<T>> Transcendental { get; } =
    [
        new("exp", (tape, x) => x[0].Exp(), [Many, Columns]),
        new("log", (tape, x) => x[0].Square().Log(), [Many, Columns]),
        new("tanh", (tape, x) => x[0].Tanh(), [Many, Columns]),
        new("sigmoid", (tape, x) => x[0].Sigmoid(), [Many, Columns]),
        new("gelu", (tape, x) => x[0].Gelu(), [Many, Columns]),
        new("silu", (tape, x) => x[0].Silu(), [Many, Columns]),
        new("softmax", (tape, x) => x[0].Softmax(), [Many, Columns]),
        new(
            "softmax cross-entropy",
            (tape, x) => new SoftmaxCrossEntropy<T>().Apply(tape, x[0], Targets(Columns, Many)),
            [Many, Columns]
        ),
        new(
            "binary cross-entropy",
            (tape, x) => new BinaryCrossEntropy<T>().Apply(tape, x[0], Targets(2, Many)),
            [Many, 1]
        ),
    ];

    /// <summary>
    /// All others: additions, multiplications, divisions, roots and comparisons, each rounded once, and sums whose
    /// order their length decides.
    /// </summary>
    public static IReadOnlyList<OperationBits<T>> Exact { get; } =
    [
        new("add", (tape, x) => x[0] + x[1], [Rows, Columns], [Columns]),
        new("subtract", (tape, x) => x[0] - x[1], [Rows, Columns], [Columns]),
        new("multiply", (tape, x) => x[0] * x[1], [Rows, Columns], [Columns]),
        new("divide", (tape, x) => x[0] / x[1], [Rows, Columns], [Columns]),
        new("negate", (tape, x) => -x[0], [Rows, Columns]),
        new("square", (tape, x) => x[0].Square(), [Rows, Columns]),
        new("root", (tape, x) => x[0].Square().Sqrt(), [Rows, Columns]),
        new("rectifier", (tape, x) => x[0].Relu(), [Rows, Columns]),
        new("leaky rectifier", (tape, x) => LeakyReluOperation<T>.Apply(tape, x[0], 0.1), [Rows, Columns]),
        new("sum", (tape, x) => x[0].Sum(), [Rows, Columns]),
        new("mean of columns", (tape, x) => x[0].Mean(0), [Rows, Columns]),
        new("mean of rows", (tape, x) => x[0].Mean(1), [Rows, Columns]),
        new(
            "layer normalisation",
            (tape, x) => LayerNormalizationOperation<T>.Apply(tape, x[0], x[1], x[2], 1e-3),
            [Rows, Columns],
            [Columns],
            [Columns]
        ),
        new("batch normalisation", Normalised, [Rows, Columns], [Columns], [Columns]),
        new("largest of windows", (tape, x) => MaxPool2dOperation<T>.Apply(tape, x[0], 2, 2), [2, 7, 9, 19]),
        new("mean of windows", (tape, x) => AveragePool2dOperation<T>.Apply(tape, x[0], 2, 3, 2), [2, 7, 9, 19]),
        new("dropout", (tape, x) => DropoutOperation<T>.Apply(tape, x[0], 0.4), [Rows, Columns]),
        new("mean squared error", (tape, x) => new MeanSquared<T>().Apply(tape, x[0], Targets(5)), [Rows, 1]),
        new("mean absolute error", (tape, x) => new MeanAbsolute<T>().Apply(tape, x[0], Targets(5)), [Rows, 1]),
        new("huber", (tape, x) => new Huber<T>(0.3).Apply(tape, x[0], Targets(5)), [Rows, 1]),
    ];

    /// <summary>The SHA-256 of the result and of the slope in every input.</summary>
    public string Hash()
    {
        using var pool = new WorkerPool(1);
        using var tape = new Tape<T>(pool) { Training = true, Random = new RandomStream(3, 4) };
        Tensor<T>[] inputs = [.. shapes.Select((shape, number) => Input(tape, new Shape(shape), (uint)number))];
        Tensor<T> y = apply(tape, inputs);
        // Each number of the result with a weight of its own, so that no slope is the same as another.
        tape.Backward((y * Input(tape, y.Shape, 9)).Sum());
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(y.Value));
        foreach (var input in inputs)
            hash.AppendData(MemoryMarshal.AsBytes(input.Gradient));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // From −3 to 3, of as many digits as the type has, so that products round; made without a function whose own bits
    // could be others.
    static Tensor<T> Input(Tape<T> tape, Shape shape, uint number)
    {
        var random = new RandomStream(23, number);
        var x = tape.Variable(shape);
        for (int i = 0; i < shape.Length; i++)
        {
            double high = random.Uniform(2 * (ulong)i),
                low = random.Uniform((2 * (ulong)i) + 1) / (1 << 24);
            x.Value[i] = T.CreateTruncating((6 * (high + low)) - 3);
        }
        return x;
    }

    static Tensor<T> Normalised(Tape<T> tape, Tensor<T>[] x) =>
        BatchNormalizationOperation<T>.Apply(
            tape,
            x[0],
            x[1],
            x[2],
            tape.Input(new(Columns)),
            tape.Input(new(Columns)),
            0.1,
            1e-3
        );

    static float[] Targets(int classes, int rows = Rows) =>
        [.. Enumerable.Range(0, rows).Select(i => (float)(i * 3 % classes))];
}
