using Surefoot.Training.Data.Streaming;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// The last pass over a table, and the only one of a table to evaluate or predict: rows become numbers, or are found to
/// be fit to.
/// </summary>
static class TableEncoding
{
    // Tables of up to this many bytes are read at once; of larger ones the rows are counted before it is chosen how to
    // hold them.
    const long SmallFile = 16 << 20;

    /// <summary>What was made of a table.</summary>
    /// <param name="Rows">The rows.</param>
    /// <param name="Unused">The columns that are not used.</param>
    /// <param name="Digest">The SHA-256 of the file.</param>
    /// <param name="Notes">What was noticed.</param>
    internal sealed record Result(
        IDataset Rows,
        IReadOnlyList<string> Unused,
        string Digest,
        IReadOnlyList<string> Notes
    );

    /// <summary>Reads a table, in memory or from its file as it is needed: as the user said, else by size.</summary>
    /// <exception cref="DataException">A column is lacking, or a value cannot be used.</exception>
    internal static Result Read(
        TableLayout layout,
        TablePreprocessing preprocessing,
        bool requireTargets,
        bool stream,
        bool keepMissing = false
    )
    {
        // Says what is lacking before the rows are looked at.
        _ = new RowEncoder(layout, preprocessing, requireTargets);
        List<string> marks = [];
        preprocessing = LaterMarks.Read(layout, preprocessing, requireTargets, marks);
        var result = Hold(layout, preprocessing, requireTargets, stream, keepMissing);
        return marks.Count == 0 ? result : result with { Notes = [.. marks, .. result.Notes] };
    }

    static Result Hold(
        TableLayout layout,
        TablePreprocessing preprocessing,
        bool requireTargets,
        bool stream,
        bool keepMissing
    )
    {
        if (stream)
            return Stream(layout, preprocessing, requireTargets, keepMissing);
        if (!layout.IsUtf8 || new FileInfo(layout.Path).Length <= SmallFile)
            return InMemory(layout, preprocessing, requireTargets, rows: null, keepMissing);
        var streamed = Stream(layout, preprocessing, requireTargets, keepMissing);
        return StreamingChoice.IsLarge(HeldRows.Bytes(preprocessing, streamed.Rows.Count))
            ? streamed
            : InMemory(layout, preprocessing, requireTargets, streamed.Rows.Count, keepMissing);
    }

    /// <summary>Reads all rows of a table into one matrix.</summary>
    /// <param name="layout">What stands where.</param>
    /// <param name="preprocessing">How values become numbers.</param>
    /// <param name="requireTargets">Whether the target is read as well.</param>
    /// <param name="rows">How many rows there are, where that is known.</param>
    /// <param name="keepMissing">
    /// Whether rows without a target stay where the target is read, with NaN for it; else they are left out with a
    /// note.
    /// </param>
    /// <exception cref="DataException">A column is lacking, or a value cannot be used.</exception>
    internal static Result InMemory(
        TableLayout layout,
        TablePreprocessing preprocessing,
        bool requireTargets,
        int? rows,
        bool keepMissing
    )
    {
        var encoder = new RowEncoder(layout, preprocessing, requireTargets);
        int count = 0,
            missing = 0,
            total = 0;
        var held = new HeldRows(layout.Path, preprocessing, encoder, rows, requireTargets);
        using var table = new TableRows(layout);
        while (table.Read())
        {
            total++;
            if (encoder.LacksTarget(table))
            {
                missing++;
                if (!keepMissing)
                    continue;
            }
            if (count == rows)
                throw StreamedFile.Changed(layout.Path);
            held.Add(table);
            count++;
        }
        string digest = table.Finish();
        if (requireTargets && missing > 0 && missing == total)
            throw MissingTargets.Everywhere(layout.Path);
        return new(
            held.Finish(),
            encoder.Unused,
            digest,
            Notes(encoder, held.Unseen, layout.Path, missing, keepMissing)
        );
    }

    /// <summary>
    /// Goes through all rows once, so that none is found unfit in the middle of a run, and keeps where each begins.
    /// </summary>
    /// <exception cref="DataException">
    /// The file is no UTF-8, a column is lacking, or a value cannot be used.
    /// </exception>
    internal static Result Stream(
        TableLayout layout,
        TablePreprocessing preprocessing,
        bool requireTargets,
        bool keepMissing
    )
    {
        if (!layout.IsUtf8)
            throw StreamingChoice.Refused(
                layout.Path,
                "it is UTF-16, in which rows are not found by where they begin. Save it as UTF-8."
            );
        var encoder = new RowEncoder(layout, preprocessing, requireTargets);
        var file = new StreamedFile(layout.Path);
        var starts = new RowStarts();
        var row = new float[encoder.Width];
        var unseen = new int[preprocessing.Columns.Count];
        int missing = 0,
            total = 0;
        using var table = new TableRows(layout);
        while (table.Read())
        {
            total++;
            if (encoder.LacksTarget(table))
            {
                missing++;
                if (!keepMissing)
                    continue;
            }
            encoder.Encode(table, row, unseen);
            if (requireTargets)
                encoder.Target(table);
            starts.Add(table.Start);
        }
        string digest = table.Finish();
        if (requireTargets && missing > 0 && missing == total)
            throw MissingTargets.Everywhere(layout.Path);
        file.RefuseChanged();
        return new(
            new StreamedTable(layout, encoder, keepMissing, preprocessing.InputShape, new(file, starts)),
            encoder.Unused,
            digest,
            Notes(encoder, unseen, layout.Path, missing, keepMissing)
        );
    }

    static IReadOnlyList<string> Notes(RowEncoder encoder, int[] unseen, string path, int missing, bool keepMissing)
    {
        List<string> notes = [.. encoder.Notes(unseen, path)];
        if (missing > 0)
            notes.Add(keepMissing ? MissingTargets.WindowsNote(path, missing) : MissingTargets.Note(path, missing));
        return notes;
    }
}
