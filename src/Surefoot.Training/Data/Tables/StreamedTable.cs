using Surefoot.Training.Data.Streaming;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// The rows of a table, each read from its file and turned into numbers when it is needed; memory holds where each
/// begins.
/// </summary>
/// <param name="layout">What stands where.</param>
/// <param name="encoder">What turns rows into numbers.</param>
/// <param name="keepsMissing">Whether rows without a target are among them.</param>
/// <param name="shape">The shape of a row.</param>
/// <param name="file">The rows, which were found to be fit.</param>
sealed class StreamedTable(TableLayout layout, RowEncoder encoder, bool keepsMissing, Shape shape, RowFile file)
    : IDataset
{
    readonly Spare<Parser> spare = new(() => new(layout));

    /// <inheritdoc/>
    public int Count => file.Count;

    /// <inheritdoc/>
    public Shape InputShape => shape;

    /// <inheritdoc/>
    public bool HasTargets => encoder.HasTargets;

    /// <inheritdoc/>
    public bool IsSlow => true;

    /// <summary>Reads some rows.</summary>
    /// <inheritdoc/>
    /// <exception cref="DataException">The file was changed, or cannot be read any more.</exception>
    public void Read(ReadOnlySpan<int> rows, Span<float> inputs, Span<float> targets)
    {
        DatasetArguments.Check(this, rows, inputs, targets);
        file.File.RefuseChanged();
        int width = encoder.Width;
        // One that failed in the middle of a row is not kept.
        var parser = spare.Take();
        for (int i = 0; i < rows.Length; i++)
        {
            try
            {
                parser.Read(file, rows[i]);
                encoder.Encode(parser.Rows, inputs.Slice(i * width, width));
                if (!targets.IsEmpty)
                    targets[i] = encoder.Target(parser.Rows);
            }
            catch (DataException)
            {
                Explain(rows[i]);
                throw;
            }
        }
        spare.Return(parser);
    }

    // A row was fit and no longer is. Read from the start of the file, it is refused with the line on which it stands.
    void Explain(int row)
    {
        using var table = new TableRows(layout);
        for (int at = 0; table.Read(); )
        {
            if ((!keepsMissing && encoder.LacksTarget(table)) || at++ < row)
                continue;
            encoder.Encode(table, new float[encoder.Width]);
            if (HasTargets)
                encoder.Target(table);
            return;
        }
    }

    sealed class Parser
    {
        static readonly byte[] EmptyField = [(byte)'"', (byte)'"'];

        readonly RowFeed feed = new();
        readonly TableLayout layout;
        byte[] buffer = new byte[1 << 12];

        internal Parser(TableLayout layout)
        {
            this.layout = layout;
            Rows = new(layout, feed);
        }

        internal TableRows Rows { get; }

        /// <summary>Goes to a row.</summary>
        internal void Read(RowFile file, int row)
        {
            var bytes = file.Read(row, ref buffer);
            if (layout.KeepsEmpty && RowFile.Line(bytes).Trim(" \t"u8).IsEmpty)
            {
                // The reader passes over an empty line; this is the same row written otherwise.
                feed.Give(EmptyField);
                if (!Rows.Read())
                    throw StreamedFile.Changed(file.File.Path);
                return;
            }
            feed.Give(buffer.AsMemory(0, bytes.Length));
            if (!Rows.Read() || bytes[Math.Min(Rows.Length, bytes.Length)..].IndexOfAnyExcept("\r\n\t "u8) >= 0)
                throw StreamedFile.Changed(file.File.Path);
        }
    }
}
