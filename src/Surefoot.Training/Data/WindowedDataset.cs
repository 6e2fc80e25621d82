using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data;

/// <summary>
/// Windows over rows in order: each example is some rows one after another, [rows, features], and its target that of
/// the last of them, or of one further ahead. Nothing is copied but the targets. A window whose target is NaN is left
/// out.
/// </summary>
public sealed class WindowedDataset : IDataset
{
    const int Block = 256;

    readonly IDataset rows;
    readonly int length;
    readonly float[]? targets;

    // The row at which each window begins; null where a window begins at each.
    readonly int[]? starts;

    /// <summary>The windows over a dataset whose rows are in order.</summary>
    /// <param name="rows">The rows, each [features].</param>
    /// <param name="length">How many rows a window has, at least 1.</param>
    /// <param name="ahead">How many rows after the window's last the target stands, at least 0.</param>
    /// <exception cref="ArgumentException">The rows are not [features].</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The length is below 1, or the target stands before the window's last row.
    /// </exception>
    public WindowedDataset(IDataset rows, int length, int ahead = 0)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(ahead);
        if (rows.InputShape.Rank != 1)
            throw new ArgumentException(
                $"Windows are over rows of [features]; these have the shape {rows.InputShape}.",
                nameof(rows)
            );
        this.rows = rows;
        this.length = length;
        // Without targets, the last windows are there too: what is ahead of them is what one wants to know.
        Count = (int)Math.Max(0, (long)rows.Count - length + 1 - (rows.HasTargets ? ahead : 0));
        InputShape = new(length, rows.InputShape.Length);
        targets = rows.HasTargets ? TargetsAhead(length - 1 + ahead) : null;
        if (targets is null || !Array.Exists(targets, float.IsNaN))
            return;
        starts = [.. Enumerable.Range(0, Count).Where(row => !float.IsNaN(targets[row]))];
        targets = Array.ConvertAll(starts, row => targets[row]);
        Count = starts.Length;
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public Shape InputShape { get; }

    /// <inheritdoc/>
    public bool HasTargets => targets is not null;

    /// <inheritdoc/>
    public bool IsSlow => rows.IsSlow;

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        int width = this.rows.InputShape.Length;
        Span<int> chosen = stackalloc int[Block];
        for (int i = 0; i < rows.Length; i++)
        {
            int first = starts is null ? rows[i] : starts[rows[i]];
            var window = inputs.Slice(i * length * width, length * width);
            for (int start = 0; start < length; start += Block)
            {
                int count = Math.Min(Block, length - start);
                for (int j = 0; j < count; j++)
                    chosen[j] = first + start + j;
                this.rows.Read(chosen[..count], window.Slice(start * width, count * width), []);
            }
        }
        for (int i = 0; i < targets.Length; i++)
            targets[i] = this.targets![rows[i]];
    }

    float[] TargetsAhead(int distance)
    {
        var ahead = new float[Count];
        var inputs = new float[rows.InputShape.Length];
        for (int i = 0; i < ahead.Length; i++)
            rows.Read([i + distance], inputs, ahead.AsSpan(i, 1));
        return ahead;
    }
}
