using Surefoot.Randomness;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Transforms;

/// <summary>
/// Rows that are changed at random as they are read, in each epoch otherwise. The trainer says which epoch it is.
/// </summary>
public sealed class TransformedDataset : IDataset, IKnownTargets
{
    // The streams of random numbers from this on, one for each transform in the list: "TRAN" in ASCII.
    const uint FirstStream = 0x5452414E;

    readonly IDataset rows;
    readonly Transform[] transforms;
    readonly ulong seed;

    /// <summary>Puts transforms before a dataset.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="transforms">What changes them, one after another.</param>
    /// <param name="seed">The seed of what is drawn.</param>
    /// <exception cref="ArgumentException">A transform cannot change rows of this shape.</exception>
    public TransformedDataset(IDataset rows, IEnumerable<Transform> transforms, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        (this.rows, this.transforms, this.seed) = (rows, [.. transforms], seed);
        foreach (var transform in this.transforms)
            transform.Check(rows.InputShape);
    }

    /// <inheritdoc/>
    public int Count => rows.Count;

    /// <inheritdoc/>
    public Shape InputShape => rows.InputShape;

    /// <inheritdoc/>
    public bool HasTargets => rows.HasTargets;

    float? IKnownTargets.TargetOf(int row) => (rows as IKnownTargets)?.TargetOf(row);

    /// <inheritdoc/>
    public bool IsSlow => transforms.Length > 0 || rows.IsSlow;

    /// <summary>Reads some rows as they are, without a change.</summary>
    /// <inheritdoc/>
    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets) =>
        this.rows.Read(rows, inputs, targets);

    /// <summary>Reads some rows as they are in an epoch.</summary>
    /// <param name="rows">Which rows.</param>
    /// <param name="epoch">The epoch, counted from 1.</param>
    /// <param name="inputs">Receives the changed inputs.</param>
    /// <param name="targets">Receives the targets, or empty.</param>
    /// <exception cref="ArgumentException">As <see cref="IDataset.Read"/> says.</exception>
    public void Read(ReadOnlySpan<int> rows, int epoch, Span<float> inputs, Span<float> targets)
    {
        this.rows.Read(rows, inputs, targets);
        int size = InputShape.Length;
        for (int place = 0; place < transforms.Length; place++)
        {
            var random = new RandomStream(seed, FirstStream + (uint)place, (ulong)epoch);
            for (int i = 0; i < rows.Length; i++)
                transforms[place].Apply(inputs.Slice(i * size, size), InputShape, random, rows[i]);
        }
    }
}
