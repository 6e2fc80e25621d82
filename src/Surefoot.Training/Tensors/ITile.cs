namespace Surefoot.Training.Tensors;

/// <summary>
/// The innermost loop of the matrix product: one tile of C, held in registers while k runs. Each element is one chain
/// of fused multiply-adds over k in ascending order, in every tile of every width, which is why no result depends on
/// where its tile lay.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal unsafe interface ITile<T>
    where T : unmanaged
{
    /// <summary>How many rows of C the tile covers.</summary>
    static abstract int Rows { get; }

    /// <summary>How many columns of C the tile covers.</summary>
    static abstract int Columns { get; }

    /// <summary>C(r, j) = start(r, j) + Σₖ a[rows[r] + steps[k]] · b[k·stride + j].</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="rows">Where each of the tile's rows begins in <paramref name="a"/>.</param>
    /// <param name="steps">How far each k lies from there.</param>
    /// <param name="depth">How many k there are.</param>
    /// <param name="b">The right operand's columns for this tile.</param>
    /// <param name="stride">From one k to the next in <paramref name="b"/>.</param>
    /// <param name="start">What the sums start from.</param>
    /// <param name="startStride">From one row to the next there; 0 repeats one row.</param>
    /// <param name="c">Where the sums go.</param>
    /// <param name="cStride">From one row to the next there.</param>
    static abstract void Multiply(
        T* a,
        nint* rows,
        nint* steps,
        int depth,
        T* b,
        nint stride,
        T* start,
        nint startStride,
        T* c,
        nint cStride
    );
}
