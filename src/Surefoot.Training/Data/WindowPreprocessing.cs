using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data;

/// <summary>Windows over the rows that another preprocessing reads.</summary>
/// <param name="rows">What becomes of a row.</param>
/// <param name="length">How many rows a window has.</param>
/// <param name="ahead">How many rows after the window's last the target stands.</param>
sealed class WindowPreprocessing(Preprocessing rows, int length, int ahead) : Preprocessing
{
    internal Preprocessing Rows => rows;

    /// <inheritdoc/>
    public override TaskKind Task => rows.Task;

    /// <inheritdoc/>
    public override Shape InputShape { get; } = new(length, rows.InputShape.Length);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => rows.Classes;

    /// <inheritdoc/>
    public override string TargetName => rows.TargetName;

    /// <inheritdoc/>
    public override double TargetMean => rows.TargetMean;

    /// <inheritdoc/>
    public override double TargetScale => rows.TargetScale;

    /// <inheritdoc/>
    public override IDataset Open(string path, bool requireTargets, ICollection<string> notes) =>
        Over(
            rows is Tables.TablePreprocessing table
                ? table.Open(path, requireTargets, notes, keepMissing: true)
                : rows.Open(path, requireTargets, notes),
            path
        );

    /// <summary>
    /// Training data of single rows, in order, as training data of windows: none lies partly among training and partly
    /// among validation rows.
    /// </summary>
    /// <exception cref="DataException">A part has fewer rows than a window.</exception>
    internal static TrainingData Over(TrainingData data, DataOptions options)
    {
        var windows = new WindowPreprocessing(data.Preprocessing, options.Window, options.Ahead);
        string target =
            options.Ahead == 0 ? "that of its last row"
            : options.Ahead == 1 ? "that of the row after it"
            : $"that of the row {NoteText.Count(options.Ahead)} after its last";
        return new()
        {
            Training = windows.Over(data.Training, $"{data.Source}, training rows"),
            Validation = windows.Over(data.Validation, $"{data.Source}, validation rows"),
            Test = data.Test is null ? null : windows.Over(data.Test, options.TestPath ?? data.Source),
            Preprocessing = windows,
            Notes =
            [
                .. data.Notes,
                $"An example is a window of {NoteText.Count(options.Window, "row")} one after another, and "
                    + $"its target {target}.",
            ],
            Source = data.Source,
            Fingerprint = data.Fingerprint,
        };
    }

    /// <summary>The windows of rows that were read one by one.</summary>
    /// <exception cref="DataException">There are fewer rows than a window has.</exception>
    internal WindowedDataset Over(IDataset single, string name) =>
        new WindowedDataset(single, length, ahead) is { Count: > 0 } windows
            ? windows
            : throw new DataException(
                $"{name}: {NoteText.Count(single.Count, "row")} hold no window of {NoteText.Count(length)}"
                    + (ahead > 0 && single.HasTargets ? $" and a target {NoteText.Count(ahead)} further. " : ". ")
                    + "Give more rows, or a smaller window."
            );

    /// <inheritdoc/>
    internal override int RowLength => length * rows.RowLength;

    /// <inheritdoc/>
    internal override bool RowsMayMiss => rows.RowsMayMiss;

    /// <inheritdoc/>
    internal override string RowForm => $"{NoteText.Count(length)} rows one after another, to PredictRows";

    /// <inheritdoc/>
    internal override void Encode(ReadOnlySpan<float> row, Span<float> input)
    {
        for (int i = 0; i < length; i++)
            rows.Encode(
                row.Slice(i * rows.RowLength, rows.RowLength),
                input.Slice(i * rows.InputShape.Length, rows.InputShape.Length)
            );
    }

    /// <inheritdoc/>
    internal override StoredPreprocessing Stored => new StoredWindows(length, ahead, rows.Stored);
}

/// <summary>A <see cref="WindowPreprocessing"/> as a file holds it.</summary>
sealed record StoredWindows(int Length, int Ahead, StoredPreprocessing Rows) : StoredPreprocessing
{
    /// <inheritdoc/>
    protected override Preprocessing Make()
    {
        Require(Rows is Tables.StoredTable, "rows.kind");
        Require(
            Length is >= 1 and <= DataOptions.LongestWindow
                && (long)Length * Rows.Made.InputShape.Length <= int.MaxValue,
            "length"
        );
        Require(Ahead <= DataOptions.LongestWindow, "ahead");
        return new WindowPreprocessing(Rows.Made, Length, Ahead);
    }
}
