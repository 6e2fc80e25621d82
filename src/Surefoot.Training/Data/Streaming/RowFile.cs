namespace Surefoot.Training.Data.Streaming;

/// <summary>A file of rows of any length, of which memory holds only where each begins.</summary>
/// <param name="file">The file.</param>
/// <param name="starts">
/// Where the rows begin, rising; each goes on to the next, and the last to the end of the file.
/// </param>
sealed class RowFile(StreamedFile file, RowStarts starts)
{
    /// <summary>The file.</summary>
    internal StreamedFile File => file;

    /// <summary>How many rows there are.</summary>
    internal int Count => starts.Count;

    /// <summary>The line of a row that was read: without its end, and without empty lines behind it.</summary>
    internal static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> row)
    {
        if (row.IndexOf((byte)'\n') is >= 0 and var end)
            row = row[..end];
        return row.EndsWith("\r"u8) ? row[..^1] : row;
    }

    /// <summary>Reads the bytes of a row, the end of its line and empty lines behind it included.</summary>
    /// <param name="row">Which row.</param>
    /// <param name="buffer">Where to; made longer where it must be.</param>
    /// <returns>The row's part of the buffer.</returns>
    /// <exception cref="DataException">The file cannot be read, or has become shorter.</exception>
    internal Span<byte> Read(int row, ref byte[] buffer)
    {
        long start = starts[row],
            length = (row + 1 < starts.Count ? starts[row + 1] : file.Length) - start;
        if (length > Array.MaxLength)
            throw StreamedFile.Changed(file.Path);
        if (length > buffer.Length)
            buffer = new byte[Math.Max(length, 2L * buffer.Length)];
        var bytes = buffer.AsSpan(0, (int)length);
        file.Read(bytes, start);
        return bytes;
    }
}
