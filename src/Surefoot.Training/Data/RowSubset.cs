using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data;

/// <summary>Some rows of another dataset, in an order of their own; nothing is copied.</summary>
/// <param name="whole">The dataset.</param>
/// <param name="chosen">Which of its rows; kept and not copied.</param>
public sealed class RowSubset(IDataset whole, int[] chosen) : IDataset, IKnownTargets
{
    const int Block = 256;

    /// <inheritdoc/>
    public int Count => chosen.Length;

    /// <inheritdoc/>
    public Shape InputShape => whole.InputShape;

    /// <inheritdoc/>
    public bool HasTargets => whole.HasTargets;

    /// <summary>The same rows, which lie one after another, behind up to so many that lie before them.</summary>
    /// <param name="most">How many are wanted.</param>
    /// <param name="before">How many there are.</param>
    internal RowSubset WithBefore(int most, out int before)
    {
        int first = chosen.Length > 0 ? chosen[0] : 0;
        before = Math.Min(most, first);
        return new(whole, [.. Enumerable.Range(first - before, before), .. chosen]);
    }

    float? IKnownTargets.TargetOf(int row) => (whole as IKnownTargets)?.TargetOf(chosen[row]);

    /// <inheritdoc/>
    public bool IsSlow => whole.IsSlow;

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        int width = InputShape.Length;
        Span<int> mapped = stackalloc int[Block];
        for (int start = 0; start < rows.Length; start += Block)
        {
            int count = Math.Min(Block, rows.Length - start);
            for (int i = 0; i < count; i++)
                mapped[i] = chosen[rows[start + i]];
            whole.Read(
                mapped[..count],
                inputs.Slice(start * width, count * width),
                targets.IsEmpty ? default : targets.Slice(start, count)
            );
        }
    }
}
