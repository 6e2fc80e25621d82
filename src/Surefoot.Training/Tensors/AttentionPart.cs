using System.Numerics;
using System.Numerics.Tensors;

namespace Surefoot.Training.Tensors;

/// <summary>Attention of one head of one example: where its numbers lie, and its value.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct AttentionPart<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// How many heads there are, time steps that ask, places that are asked, and numbers a time step has and an answer.
    /// </summary>
    public required int Heads { get; init; }

    /// <inheritdoc cref="Heads"/>
    public required int Times { get; init; }

    /// <inheritdoc cref="Heads"/>
    public required int Places { get; init; }

    /// <inheritdoc cref="Heads"/>
    public required int Width { get; init; }

    /// <inheritdoc cref="Heads"/>
    public required int Out { get; init; }

    /// <summary>Whether a time step reads only places up to its own.</summary>
    public required bool Causal { get; init; }

    /// <summary>How many places of each example are read.</summary>
    public required int* Lengths { get; init; }

    /// <summary>All examples: what asks, what is asked, what answers, and the result.</summary>
    public required T* Q { get; init; }

    /// <inheritdoc cref="Q"/>
    public required T* K { get; init; }

    /// <inheritdoc cref="Q"/>
    public required T* V { get; init; }

    /// <inheritdoc cref="Q"/>
    public required T* Y { get; init; }

    /// <summary>The softmax, [n, heads, times, places].</summary>
    public required T* Shares { get; init; }

    /// <summary>The numbers of a head among a time step's, and among an answer's.</summary>
    public int HeadWidth => Width / Heads;

    /// <inheritdoc cref="HeadWidth"/>
    public int HeadOut => Out / Heads;

    /// <summary>What the products of two time steps are divided by, as a factor: 1/√d.</summary>
    public T Scale => T.CreateTruncating(1 / Math.Sqrt(HeadWidth));

    /// <summary>
    /// Where the numbers of a piece, a head of an example, begin among time steps that ask, places that are asked,
    /// answers, results, and shares.
    /// </summary>
    public (nint Q, nint K, nint V, nint Y, nint Shares) At(int piece)
    {
        int example = piece / Heads,
            head = piece % Heads;
        nint asks = (nint)example * Times,
            asked = (nint)example * Places;
        return (
            (asks * Width) + (head * HeadWidth),
            (asked * Width) + (head * HeadWidth),
            (asked * Out) + (head * HeadOut),
            (asks * Out) + (head * HeadOut),
            (nint)piece * Times * Places
        );
    }

    /// <summary>How many places a time step reads: the first ones.</summary>
    public int Read(int piece, int time) =>
        Causal ? Math.Min(time + 1, Lengths[piece / Heads]) : Lengths[piece / Heads];

    /// <summary>Computes the result of a piece.</summary>
    public void Compute(int piece)
    {
        var at = At(piece);
        T* shares = Shares + at.Shares;
        Multiply(
            new()
            {
                M = Times,
                N = Places,
                K = HeadWidth,
                A = Q + at.Q,
                Rows = Axis.Strided(Width),
                Steps = Axis.Strided(1),
                B = K + at.K,
                BStride = Width,
                BTransposed = true,
                C = shares,
                CStride = Places,
            }
        );
        for (int time = 0; time < Times; time++)
            Softmax(shares + ((nint)time * Places), Read(piece, time));
        Multiply(
            new()
            {
                M = Times,
                N = HeadOut,
                K = Places,
                A = shares,
                Rows = Axis.Strided(Places),
                Steps = Axis.Strided(1),
                B = V + at.V,
                BStride = Out,
                C = Y + at.Y,
                CStride = Out,
            }
        );
    }

    /// <summary>Computes a whole product on the calling thread.</summary>
    public static void Multiply(in Product<T> product) => MatrixProduct.Run(product, 0, product.M, 0, product.N);

    // The softmax of the first numbers of a row, times the scale; the others are not read, and become 0.
    void Softmax(T* row, int read)
    {
        new Span<T>(row + read, Places - read).Clear();
        if (read == 0)
            return;
        var numbers = new Span<T>(row, read);
        Elementwise.Scale(row, Scale, row, read);
        TensorPrimitives.Subtract(numbers, TensorPrimitives.Max<T>(numbers), numbers);
        ActivationFunction.Exp(row, row, read);
        TensorPrimitives.Divide(numbers, Reduction.Sum(row, read), numbers);
    }
}
