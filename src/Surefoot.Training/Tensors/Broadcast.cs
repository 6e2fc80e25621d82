namespace Surefoot.Training.Tensors;

/// <summary>
/// How two shapes go together element by element, by the rule of the field: aligned at their innermost sizes, and a size of 1, or one that
/// is missing, is repeated. Elements are walked in rows along the innermost size.
/// </summary>
internal readonly struct Broadcast
{
    readonly int size0, size1, size2;
    readonly nint a0, a1, a2, b0, b1, b2;

    public Broadcast(Shape a, Shape b)
    {
        int rank = Math.Max(a.Rank, b.Rank);
        Span<int> sizes = stackalloc int[Shape.MaxRank];
        Span<nint> strideA = stackalloc nint[Shape.MaxRank], strideB = stackalloc nint[Shape.MaxRank];
        sizes.Fill(1);
        strideA.Clear();
        strideB.Clear();
        nint runA = 1, runB = 1;
        for (int axis = 1; axis <= rank; axis++)
        {
            int at = Shape.MaxRank - axis, m = axis <= a.Rank ? a[^axis] : 1, n = axis <= b.Rank ? b[^axis] : 1;
            if (m != n && m != 1 && n != 1) throw new ArgumentException($"The shapes {a} and {b} do not go together: {m} and {n} are not equal, and neither is 1.");
            sizes[at] = m == 1 ? n : m;
            strideA[at] = m == 1 ? 0 : runA;
            strideB[at] = n == 1 ? 0 : runB;
            runA *= m;
            runB *= n;
        }
        (size0, size1, size2, Inner) = (sizes[0], sizes[1], sizes[2], sizes[3]);
        (a0, a1, a2, InnerA) = (strideA[0], strideA[1], strideA[2], strideA[3] == 1);
        (b0, b1, b2, InnerB) = (strideB[0], strideB[1], strideB[2], strideB[3] == 1);
        Result = new(sizes[(Shape.MaxRank - rank)..]);
        if (a == b) (size0, size1, size2, Inner, InnerA, InnerB) = (1, 1, 1, a.Length, true, true);
    }

    /// <summary>The shape of the result.</summary>
    public Shape Result { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => size0 * size1 * size2;

    /// <summary>How many elements a row has.</summary>
    public int Inner { get; }

    /// <summary>Whether the first operand moves along a row, or repeats one element.</summary>
    public bool InnerA { get; }

    /// <summary>Whether the second operand moves along a row, or repeats one element.</summary>
    public bool InnerB { get; }

    /// <summary>Where a row begins in the two operands.</summary>
    public (nint A, nint B) Row(int row)
    {
        int i2 = row % size2, i1 = row / size2 % size1, i0 = row / size2 / size1;
        return ((i0 * a0) + (i1 * a1) + (i2 * a2), (i0 * b0) + (i1 * b1) + (i2 * b2));
    }
}
