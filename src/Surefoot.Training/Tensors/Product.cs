namespace Surefoot.Training.Tensors;

/// <summary>One matrix product to compute: C = start + A·B, with A m×k, B k×n and C m×n.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal readonly unsafe struct Product<T>
    where T : unmanaged
{
    /// <summary>Rows of A and C, columns of B and C, and the length that is summed over.</summary>
    public int M { get; init; }

    /// <inheritdoc cref="M"/>
    public int N { get; init; }

    /// <inheritdoc cref="M"/>
    public int K { get; init; }

    /// <summary>The left operand; element (i, k) lies at Rows(i) + Steps(k), so its transpose costs nothing.</summary>
    public T* A { get; init; }

    /// <summary>Where the rows of A begin, and how far each k lies from there.</summary>
    public Axis Rows { get; init; }

    /// <inheritdoc cref="Rows"/>
    public Axis Steps { get; init; }

    /// <summary>
    /// The right operand: element (k, j) at k·BStride + j, or at j·BStride + k where it is transposed.
    /// </summary>
    public T* B { get; init; }

    /// <summary>From one row of B, as stored, to the next.</summary>
    public nint BStride { get; init; }

    /// <summary>Whether B is stored n×k.</summary>
    public bool BTransposed { get; init; }

    /// <summary>
    /// What the sums start from: null for 0, C itself to add into it, or one row (a bias) with a stride of 0.
    /// </summary>
    public T* Start { get; init; }

    /// <summary>From one row of Start to the next; 0 repeats one row.</summary>
    public nint StartStride { get; init; }

    /// <summary>The result, row-major.</summary>
    public T* C { get; init; }

    /// <summary>From one row of C to the next.</summary>
    public nint CStride { get; init; }

    /// <summary>
    /// Whether negative results become 0, NaN passing through: the rectifier, applied while the tile is in the cache.
    /// </summary>
    public bool Rectify { get; init; }
}
