using System.Numerics;
using Surefoot.Threading;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>
/// C = A·B, or A·Bᵀ, of the matrices in the two innermost axes; those outside count the products. One matrix may meet
/// many.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class ProductOperation<T> : Operation<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Tensor<T> a = null!,
        b = null!;
    bool transposed;
    int count;

    /// <summary>Computes C.</summary>
    /// <param name="tape">The tape to record on.</param>
    /// <param name="a">[…, m, k].</param>
    /// <param name="b">
    /// […, k, n], or […, n, k] where it is transposed; the axes outside are those of a, or of either all 1 or missing.
    /// </param>
    /// <param name="transposed">Whether B's transpose is taken; nothing is copied for it.</param>
    /// <returns>[…, m, n].</returns>
    /// <exception cref="ArgumentException">The shapes do not go together.</exception>
    public static Tensor<T> Apply(Tape<T> tape, Tensor<T> a, Tensor<T> b, bool transposed = false)
    {
        ArgumentNullException.ThrowIfNull(tape);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Shape.Rank < 2 || b.Shape.Rank < 2 || a.Shape[^1] != b.Shape[transposed ? ^1 : ^2])
            throw new ArgumentException(
                $"A product of {a.Shape} with {(transposed ? "the transpose of " : "")}{b.Shape} does not "
                    + $"fit: the last size of the one must be the {(transposed ? "last" : "last but one")} of the "
                    + "other.",
                nameof(a)
            );
        var op = tape.Rent<ProductOperation<T>>();
        (op.a, op.b, op.transposed) = (a, b, transposed);
        if (Many(a) != 1 && Many(b) != 1 && (a.Shape.Rank != b.Shape.Rank || Outside(a.Shape) != Outside(b.Shape)))
            throw new ArgumentException(
                $"Products of {a.Shape} with {b.Shape} do not fit: the sizes before the last two must be "
                    + "equal, or there must be one matrix on one side.",
                nameof(a)
            );
        op.count = Many(a) == 1 ? Many(b) : Many(a);
        Shape many = Many(a) == 1 && (Many(b) != 1 || b.Shape.Rank > a.Shape.Rank) ? b.Shape : a.Shape;
        var y = tape.Result(op, many.With(many.Rank - 2, op.M).WithLast(op.N), a, b);
        op.Run(Part.Value, y.Data, null, add: false, shared: false);
        return y;
    }

    static Shape Outside(Shape shape) => shape.With(shape.Rank - 2, 1).WithLast(1);

    static int Many(Tensor<T> x) => new AxisView(x.Shape, x.Shape.Rank - 2).Outer;

    int M => a.Shape[^2];

    int K => a.Shape[^1];

    int N => transposed ? b.Shape[^2] : b.Shape[^1];

    /// <inheritdoc/>
    /// <remarks>
    /// dA = dC·Bᵀ and dB = Aᵀ·dC; of a transposed B dA = dC·B and dB = dCᵀ·A. What met many sums over them, in their
    /// order.
    /// </remarks>
    protected internal override void Backward()
    {
        T* dy = Output.TakeGradient(out _);
        if (a.NeedsGradient)
            Back(Part.First, a, dy);
        if (b.NeedsGradient)
            Back(Part.Second, b, dy);
    }

    void Back(Part part, Tensor<T> input, T* dy)
    {
        T* to = input.TakeGradient(out bool add);
        bool once = count == Many(input);
        if (!add && !once)
            new Span<T>(to, input.Length).Clear();
        Run(part, to, dy, add || !once, shared: !once);
    }

    enum Part
    {
        Value,
        First,
        Second,
    }

    // Many small products are taken one by a thread, and those that sum into the same place one after another.
    void Run(Part part, T* to, T* dy, bool add, bool shared)
    {
        if (count == 1 || shared)
        {
            for (int i = 0; i < count; i++)
                MatrixProduct.Run(Tape.Pool, Product(part, i, to, dy, add));
            return;
        }
        var job = new Job(this, part, to, dy, add);
        Sharing.Run(Tape.Pool, ref job, count, (long)count * M * N * K);
    }

    Product<T> Product(Part part, int i, T* to, T* dy, bool add)
    {
        T* x = a.Data + (Many(a) == 1 ? 0 : (nint)i * M * K),
            w = b.Data + (Many(b) == 1 ? 0 : (nint)i * K * N),
            g = dy + ((nint)i * M * N);
        switch (part)
        {
            case Part.Value:
                return new()
                {
                    M = M,
                    N = N,
                    K = K,
                    A = x,
                    Rows = Axis.Strided(K),
                    Steps = Axis.Strided(1),
                    B = w,
                    BStride = transposed ? K : N,
                    BTransposed = transposed,
                    C = to + ((nint)i * M * N),
                    CStride = N,
                };
            case Part.First:
                T* first = to + (Many(a) == 1 ? 0 : (nint)i * M * K);
                return new()
                {
                    M = M,
                    N = K,
                    K = N,
                    A = g,
                    Rows = Axis.Strided(N),
                    Steps = Axis.Strided(1),
                    B = w,
                    BStride = transposed ? K : N,
                    BTransposed = !transposed,
                    Start = add ? first : null,
                    StartStride = K,
                    C = first,
                    CStride = K,
                };
            default:
                T* second = to + (Many(b) == 1 ? 0 : (nint)i * K * N);
                return transposed
                    ? new()
                    {
                        M = N,
                        N = K,
                        K = M,
                        A = g,
                        Rows = Axis.Strided(1),
                        Steps = Axis.Strided(N),
                        B = x,
                        BStride = K,
                        Start = add ? second : null,
                        StartStride = K,
                        C = second,
                        CStride = K,
                    }
                    : new()
                    {
                        M = K,
                        N = N,
                        K = M,
                        A = x,
                        Rows = Axis.Strided(1),
                        Steps = Axis.Strided(K),
                        B = g,
                        BStride = N,
                        Start = add ? second : null,
                        StartStride = N,
                        C = second,
                        CStride = N,
                    };
        }
    }

    readonly struct Job(ProductOperation<T> operation, Part part, T* to, T* dy, bool add) : IJob
    {
        public void Execute(int piece)
        {
            Product<T> product = operation.Product(part, piece, to, dy, add);
            MatrixProduct.Run(product, 0, product.M, 0, product.N);
        }
    }
}
