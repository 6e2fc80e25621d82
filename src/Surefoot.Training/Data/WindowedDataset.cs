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
    readonly int length,
        ahead,
        first;
    readonly TargetPast? past;

    // The target of each row, NaN where it is missing, and the last known up to each.
    readonly float[]? targets,
        known;

    // The row at which each window begins; null where one begins at each from the first on.
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
        : this(rows, length, ahead, past: null) { }

    /// <summary>The same with the target's own past in each window.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="length">How many rows a window has.</param>
    /// <param name="ahead">How many rows after the window's last the target stands.</param>
    /// <param name="past">What is told of the target's past; null for nothing.</param>
    /// <param name="before">
    /// How many of the first rows only come before: no window's target is theirs. Without targets there are none.
    /// </param>
    /// <param name="forecasts">Whether the targets serve as past alone, and what is ahead need not be known.</param>
    internal WindowedDataset(
        IDataset rows,
        int length,
        int ahead,
        TargetPast? past,
        int before = 0,
        bool forecasts = false
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(ahead);
        if (rows.InputShape.Rank != 1)
            throw new ArgumentException(
                $"Windows are over rows of [features]; these have the shape {rows.InputShape}.",
                nameof(rows)
            );
        (this.rows, this.length, this.ahead, this.past) = (rows, length, ahead, past);
        HasTargets = rows.HasTargets && !forecasts;
        int distance = length - 1 + ahead;
        first = Math.Max(0, before - distance);
        // Without targets, the last windows are there too: what is ahead of them is what one wants to know.
        Count = (int)Math.Max(0, (long)rows.Count - length + 1 - (HasTargets ? ahead : 0) - first);
        InputShape = new(length, rows.InputShape.Length + (past?.Width ?? 0));
        if (!rows.HasTargets)
            return;
        targets = TargetsOf(rows);
        if (!HasTargets)
            return;
        known = [.. targets];
        for (int row = 1; row < known.Length; row++)
            known[row] = float.IsNaN(known[row]) ? known[row - 1] : known[row];
        if (Count == 0 || Array.FindIndex(targets, first + distance, float.IsNaN) < 0)
            return;
        starts = [.. Enumerable.Range(first, Count).Where(start => !float.IsNaN(targets[start + distance]))];
        Count = starts.Length;
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public Shape InputShape { get; }

    /// <inheritdoc/>
    public bool HasTargets { get; }

    /// <inheritdoc/>
    public bool IsSlow => rows.IsSlow;

    float? IKnownTargets.TargetOf(int row) => HasTargets ? targets![Target(row)] : null;

    /// <summary>
    /// The last target that is known when a window is forecast: that of its last row where the target lies ahead, else
    /// that of the row before its last; a row without a target passes on that of the row before. NaN where there is
    /// none.
    /// </summary>
    internal float LastKnown(int row) => KnownAt(Target(row) - Math.Max(ahead, 1));

    /// <summary>
    /// The target a whole number of seasons before the one to forecast, as few as it is known for; NaN where the series
    /// is not known to repeat itself, or does not reach so far back.
    /// </summary>
    internal float LastSeason(int row) =>
        past is { Season: > 0 and var season } ? KnownAt(Target(row) - Seasons.Back(season, ahead)) : float.NaN;

    /// <summary>Whether the series is known to repeat itself.</summary>
    internal bool HasSeason => past is { Season: > 0 };

    float KnownAt(int row) => row >= 0 ? known![row] : float.NaN;

    int Start(int window) => starts is null ? first + window : starts[window];

    int Target(int window) => Start(window) + length - 1 + ahead;

    /// <inheritdoc/>
    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        int width = this.rows.InputShape.Length,
            whole = InputShape[1];
        Span<int> chosen = stackalloc int[Block];
        for (int i = 0; i < rows.Length; i++)
        {
            int start = Start(rows[i]);
            var window = inputs.Slice(i * length * whole, length * whole);
            for (int from = 0; from < length && width > 0; from += Block)
            {
                int count = Math.Min(Block, length - from);
                for (int j = 0; j < count; j++)
                    chosen[j] = start + from + j;
                this.rows.Read(chosen[..count], window.Slice(from * width, count * width), []);
            }
            if (past is null)
                continue;
            Spread(window, width, whole);
            past.Encode(this.targets.AsSpan(start, length), window, whole);
        }
        for (int i = 0; i < targets.Length; i++)
            targets[i] = this.targets![Target(rows[i])];
    }

    // Rows that lie close together are moved apart, the last first.
    static void Spread(Span<float> window, int width, int whole)
    {
        for (int row = (window.Length / whole) - 1; row > 0; row--)
            window.Slice(row * width, width).CopyTo(window[(row * whole)..]);
    }

    /// <summary>The target of each row of a dataset; NaN where it is missing.</summary>
    internal static float[] TargetsOf(IDataset rows)
    {
        var found = new float[rows.Count];
        var inputs = new float[rows.InputShape.Length];
        var held = rows as IKnownTargets;
        for (int row = 0; row < found.Length; row++)
        {
            if (held?.TargetOf(row) is { } target)
                found[row] = target;
            else
                rows.Read([row], inputs, found.AsSpan(row, 1));
        }
        return found;
    }
}
