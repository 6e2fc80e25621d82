namespace Surefoot.Training.Tensors;

/// <summary>
/// How two shapes go together element by element, by the rule of the field: aligned at their innermost sizes, and a
/// size of 1, or one that is missing, is repeated. Elements are walked in rows along the innermost size, and axes that
/// both operands walk alike are walked as one.
/// </summary>
internal readonly struct Broadcast
{
    readonly int size1,
        size2;
    readonly nint a1,
        a2,
        a3,
        b1,
        b2,
        b3;

    public Broadcast(Shape a, Shape b)
    {
        int rank = Math.Max(a.Rank, b.Rank),
            count = 0;
        Span<int> result = stackalloc int[Shape.MaxRank],
            sizes = stackalloc int[Shape.MaxRank];
        Span<nint> strideA = stackalloc nint[Shape.MaxRank],
            strideB = stackalloc nint[Shape.MaxRank];
        sizes.Fill(1);
        strideA.Clear();
        strideB.Clear();
        nint runA = 1,
            runB = 1;
        for (int axis = 1; axis <= rank; axis++)
        {
            int m = axis <= a.Rank ? a[^axis] : 1,
                n = axis <= b.Rank ? b[^axis] : 1,
                size = m == 1 ? n : m;
            if (m != n && m != 1 && n != 1)
                throw new ArgumentException(
                    $"The shapes {a} and {b} do not go together: {m} and {n} are not equal, and neither is 1."
                );
            nint stepA = m == 1 ? 0 : runA,
                stepB = n == 1 ? 0 : runB;
            (runA, runB, result[rank - axis]) = (runA * m, runB * n, size);
            if (size == 1)
                continue;
            if (
                count > 0
                && stepA == strideA[count - 1] * sizes[count - 1]
                && stepB == strideB[count - 1] * sizes[count - 1]
            )
                sizes[count - 1] *= size;
            else
                (sizes[count], strideA[count], strideB[count++]) = (size, stepA, stepB);
        }
        Result = new(result[..rank]);
        (Inner, size1, size2, Rows) = (sizes[0], sizes[1], sizes[2], sizes[1] * sizes[2] * sizes[3]);
        (InnerA, InnerB) = (count == 0 || strideA[0] != 0, count == 0 || strideB[0] != 0);
        (a1, a2, a3) = (strideA[1], strideA[2], strideA[3]);
        (b1, b2, b3) = (strideB[1], strideB[2], strideB[3]);
    }

    /// <summary>The shape of the result.</summary>
    public Shape Result { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>How many elements a row has.</summary>
    public int Inner { get; }

    /// <summary>Whether the first operand moves along a row, or repeats one element.</summary>
    public bool InnerA { get; }

    /// <summary>Whether the second operand moves along a row, or repeats one element.</summary>
    public bool InnerB { get; }

    /// <summary>Where a row begins in the two operands.</summary>
    public (nint A, nint B) Row(int row)
    {
        int i1 = row % size1,
            i2 = row / size1 % size2,
            i3 = row / size1 / size2;
        return ((i1 * a1) + (i2 * a2) + (i3 * a3), (i1 * b1) + (i2 * b2) + (i3 * b3));
    }
}
