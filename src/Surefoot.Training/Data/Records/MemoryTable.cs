namespace Surefoot.Training.Data.Records;

/// <summary>
/// A table of a program as the CSV file that would hold it: commas, line feeds, quotes where they are needed. What
/// reads files then reads it, with the same passes, inference and bits, and its SHA-256 is that of the file.
/// </summary>
sealed class MemoryTable
{
    const int ChunkSize = 1 << 20;

    readonly List<byte[]> chunks = [];
    int used = ChunkSize;

    /// <summary>How many bytes there are.</summary>
    internal long Length => chunks.Count == 0 ? 0 : ((chunks.Count - 1L) * ChunkSize) + used;

    /// <summary>Writes a field behind the row's others.</summary>
    /// <param name="text">Its text as UTF-8.</param>
    /// <param name="first">Whether it is the first of its row.</param>
    internal void Field(ReadOnlySpan<byte> text, bool first)
    {
        if (!first)
            Append(","u8);
        if (text.IndexOfAny(",\"\r\n"u8) < 0)
        {
            Append(text);
            return;
        }
        Append("\""u8);
        for (int quote; (quote = text.IndexOf((byte)'"')) >= 0; text = text[(quote + 1)..])
        {
            Append(text[..(quote + 1)]);
            Append("\""u8);
        }
        Append(text);
        Append("\""u8);
    }

    /// <summary>Ends a row.</summary>
    internal void EndRow() => Append("\n"u8);

    /// <summary>Reads it from its start.</summary>
    internal Stream Open() => new Reader(this);

    void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (used == ChunkSize)
            {
                chunks.Add(new byte[ChunkSize]);
                used = 0;
            }
            int count = Math.Min(bytes.Length, ChunkSize - used);
            bytes[..count].CopyTo(chunks[^1].AsSpan(used));
            used += count;
            bytes = bytes[count..];
        }
    }

    sealed class Reader(MemoryTable table) : ForwardStream
    {
        long position;

        /// <inheritdoc/>
        public override long Length => table.Length;

        /// <inheritdoc/>
        public override int Read(Span<byte> buffer)
        {
            int count = (int)
                Math.Min(Math.Min(buffer.Length, table.Length - position), ChunkSize - (position % ChunkSize));
            if (count == 0)
                return 0;
            table.chunks[(int)(position / ChunkSize)].AsSpan((int)(position % ChunkSize), count).CopyTo(buffer);
            position += count;
            return count;
        }
    }
}
