using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data;

/// <summary>
/// Windows over rows in order: each example is some rows one after another, [rows, features], and its target that of
/// the last of them, or of one further ahead. Nothing is copied but the targets. A window whose target is NaN is left
/// out.
/// </summary>
public sealed class WindowedDataset : IDataset, IKnownTargets
{
    const int Block = 256;

    readonly IDataset rows;
    readonly int length;
    readonly float[]? targets,
        last;

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
        (targets, last) = rows.HasTargets ? Targets(length - 1 + ahead, Math.Max(ahead, 1)) : default;
        if (targets is null || !Array.Exists(targets, float.IsNaN))
            return;
        starts = [.. Enumerable.Range(0, Count).Where(row => !float.IsNaN(targets[row]))];
        targets = Array.ConvertAll(starts, row => targets[row]);
        last = Array.ConvertAll(starts, row => last![row]);
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

    float? IKnownTargets.TargetOf(int row) => targets?[row];

    /// <summary>
    /// The last target that is known when a window is forecast: that of its last row where the target lies ahead, else
    /// that of the row before its last; a row without a target passes on that of the row before. NaN where there is
    /// none.
    /// </summary>
    internal float LastKnown(int row) => last![row];

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

    // The target of each window, and the last known before it.
    (float[] Targets, float[] Last) Targets(int distance, int lag)
    {
        var ahead = new float[Count];
        var before = new float[Count];
        if (Count == 0)
            return (ahead, before);
        var inputs = new float[rows.InputShape.Length];
        float known = float.NaN;
        var waiting = new float[lag];
        Span<float> target = stackalloc float[1];
        // From the row whose target is the last one known before the first window's on.
        for (int row = Math.Max(0, distance - lag); row < ahead.Length + distance; row++)
        {
            rows.Read([row], inputs, target);
            int window = row - distance;
            if (window >= 0)
            {
                ahead[window] = target[0];
                before[window] = row >= lag ? waiting[row % lag] : float.NaN;
            }
            known = float.IsNaN(target[0]) ? known : target[0];
            waiting[row % lag] = known;
        }
        return (ahead, before);
    }
}
