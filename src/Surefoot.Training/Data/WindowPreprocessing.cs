using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data;

/// <summary>Windows over the rows that another preprocessing reads.</summary>
/// <param name="rows">What becomes of a row.</param>
/// <param name="length">How many rows a window has.</param>
/// <param name="ahead">How many rows after the window's last the target stands.</param>
/// <param name="past">What a window tells of the target's own past; null for nothing.</param>
sealed class WindowPreprocessing(Preprocessing rows, int length, int ahead, TargetPast? past = null) : Preprocessing
{
    internal Preprocessing Rows => rows;

    internal int Ahead => ahead;

    /// <summary>What a window tells of the target's own past; null for nothing.</summary>
    internal TargetPast? Past => past;

    /// <inheritdoc/>
    public override TaskKind Task => rows.Task;

    /// <inheritdoc/>
    public override Shape InputShape { get; } = new(length, rows.InputShape.Length + (past?.Width ?? 0));

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
                ? table.Open(path, requireTargets || past is not null, notes, keepMissing: true)
                : rows.Open(path, requireTargets, notes),
            path,
            forecasts: !requireTargets
        );

    /// <summary>
    /// Training data of single rows, in order, as training data of windows: none lies partly among training and partly
    /// among validation rows.
    /// </summary>
    /// <exception cref="DataException">A part has fewer rows than a window.</exception>
    internal static TrainingData Over(TrainingData data, DataOptions options)
    {
        var past = options.ReadsPast
            ? TargetPast.Fit(data.Preprocessing, options, WindowedDataset.TargetsOf(data.Training))
            : null;
        var windows = new WindowPreprocessing(data.Preprocessing, options.Window, options.Ahead, past);
        string target =
            options.Ahead == 0 ? "that of its last row"
            : options.Ahead == 1 ? "that of the row after it"
            : $"that of the row {NoteText.Count(options.Ahead)} after its last";
        return new()
        {
            Training = windows.Over(data.Training, $"{data.Source}, training rows"),
            Validation = windows.After(data.Validation, $"{data.Source}, validation rows"),
            Test = data.Test is null ? null : windows.After(data.Test, options.TestPath ?? data.Source),
            Preprocessing = windows,
            Notes =
            [
                .. data.Notes,
                $"An example is a window of {NoteText.Count(options.Window, "row")} one after another, and "
                    + $"its target {target}.",
                .. past is null ? [] : PastNotes(data.Preprocessing, options, past),
            ],
            Source = data.Source,
            Fingerprint = data.Fingerprint,
        };
    }

    static IEnumerable<string> PastNotes(Preprocessing rows, DataOptions options, TargetPast past)
    {
        yield return $"The past of {rows.TargetName} within the window is read too"
            + (options.Ahead == 0 ? ", up to the row before the last." : ".");
        if (past.Season == 0)
            yield break;
        string repeats = NoteText.Count(past.Season, "row");
        yield return options.Season is not null
            ? $"{rows.TargetName} is taken to repeat itself after {repeats}."
            : $"{rows.TargetName} repeats itself after {repeats}: the value of a season before is a better forecast "
                + "of the training rows than the last value"
                + (past.Season > past.Known(options.Window) ? "; a window of as many rows would hold it." : ".");
    }

    // Where the past is read, the rows before a part are what is known when its first rows are forecast; as many are
    // taken as a window or a season needs. Rows of a file of their own follow nothing.
    WindowedDataset After(IDataset part, string name)
    {
        if (past is null || part is not RowSubset subset)
            return Over(part, name);
        var extended = subset.WithBefore(Math.Max(length - 1 + ahead, past.Season), out int before);
        return Over(extended, name, before);
    }

    /// <summary>The windows of rows that were read one by one.</summary>
    /// <param name="single">The rows.</param>
    /// <param name="name">What they are called in messages.</param>
    /// <param name="before">How many of them only come before.</param>
    /// <param name="forecasts">Whether targets serve as past alone.</param>
    /// <exception cref="DataException">There are fewer rows than a window has.</exception>
    internal WindowedDataset Over(IDataset single, string name, int before = 0, bool forecasts = false) =>
        new WindowedDataset(single, length, ahead, past, before, forecasts) is var windows
        && (windows.Count > 0 || single.Count == before)
            ? windows
            : throw new DataException(
                $"{name}: {NoteText.Count(single.Count, "row")} hold no window of {NoteText.Count(length)}"
                    + (
                        ahead > 0 && single.HasTargets && !forecasts
                            ? $" and a target {NoteText.Count(ahead)} further. "
                            : ". "
                    )
                    + "Give more rows, or a smaller window."
            );

    /// <inheritdoc/>
    internal override int RowLength =>
        past is null ? length * rows.RowLength
        : rows is Tables.TablePreprocessing { Task: TaskKind.Regression, HoldsNumbersOnly: true } table
            ? length * (table.Columns.Count + 1)
        : 0;

    /// <inheritdoc/>
    internal override bool RowsMayMiss => rows.RowsMayMiss;

    /// <inheritdoc/>
    internal override string RowForm => $"{NoteText.Count(length)} rows one after another, to PredictRows";

    /// <inheritdoc/>
    internal override void Encode(ReadOnlySpan<float> row, Span<float> input)
    {
        int given = row.Length / length,
            width = rows.InputShape.Length,
            whole = InputShape[1];
        for (int i = 0; i < length; i++)
            rows.Encode(row.Slice(i * given, rows.RowLength), input.Slice(i * whole, width));
        if (past is null)
            return;
        Span<float> block = stackalloc float[Math.Min(length, MostOnStack)],
            targets = length <= MostOnStack ? block : new float[length];
        for (int i = 0; i < length; i++)
            targets[i] = ((Tables.TablePreprocessing)rows).EncodeTarget(row[((i + 1) * given) - 1]);
        past.Encode(targets, input, whole);
    }

    const int MostOnStack = 1024;

    /// <inheritdoc/>
    internal override StoredPreprocessing Stored => new StoredWindows(length, ahead, rows.Stored, past?.Stored);
}

/// <summary>
/// A <see cref="WindowPreprocessing"/> as a file holds it. Files of earlier versions have no past: windows did not read
/// that of the target.
/// </summary>
sealed record StoredWindows(int Length, int Ahead, StoredPreprocessing Rows, StoredPast? Past = null)
    : StoredPreprocessing
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
        return new WindowPreprocessing(Rows.Made, Length, Ahead, Past?.Of(Rows.Made, Ahead));
    }
}
