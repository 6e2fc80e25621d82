using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data;

/// <summary>Rows held in memory as one matrix of floats.</summary>
public sealed class MatrixDataset : IDataset, IKnownTargets
{
    readonly float[] inputs;
    readonly float[]? targets;

    /// <summary>A dataset over arrays, which are kept and not copied.</summary>
    /// <param name="inputShape">The shape of one row's input.</param>
    /// <param name="inputs">All inputs, row-major: <c>count × inputShape.Length</c> numbers.</param>
    /// <param name="targets">
    /// One number a row: the index of the class, or the standardised value. Null where there are none.
    /// </param>
    /// <param name="count">
    /// How many rows; needed only where the arrays are longer. Default: as many as the inputs hold.
    /// </param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public MatrixDataset(Shape inputShape, float[] inputs, float[]? targets, int? count = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputShape.Length < 1)
            throw new ArgumentException($"A row of shape {inputShape} holds no number.", nameof(inputShape));
        Count = count ?? inputs.Length / inputShape.Length;
        long needed = (long)Count * inputShape.Length;
        if (count is null ? needed != inputs.Length : Count < 0 || needed > inputs.Length)
            throw new ArgumentException(
                $"{inputs.Length} numbers are not {Count} rows of shape {inputShape}.",
                nameof(inputs)
            );
        if (targets is not null && (count is null ? targets.Length != Count : targets.Length < Count))
            throw new ArgumentException($"There are {targets.Length} targets for {Count} rows.", nameof(targets));
        InputShape = inputShape;
        this.inputs = inputs;
        this.targets = targets;
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public Shape InputShape { get; }

    /// <inheritdoc/>
    public bool HasTargets => targets is not null;

    float? IKnownTargets.TargetOf(int row) => targets?[row];

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        int width = InputShape.Length;
        for (int i = 0; i < rows.Length; i++)
            this.inputs.AsSpan(rows[i] * width, width).CopyTo(inputs[(i * width)..]);
        if (targets.IsEmpty)
            return;
        for (int i = 0; i < rows.Length; i++)
            targets[i] = this.targets![rows[i]];
    }
}
