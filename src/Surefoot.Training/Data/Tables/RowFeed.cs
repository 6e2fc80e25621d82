namespace Surefoot.Training.Data.Tables;

/// <summary>
/// The input of a reader of records that is given one record's bytes at a time. The reader looks some bytes ahead, and
/// would take an end for the end of everything: behind a record come as many empty lines as it asks for, which it
/// passes over.
/// </summary>
sealed class RowFeed : ForwardStream
{
    // Few, since the reader must pass over all of them; it asked once a record.
    const int EmptyLines = 64;

    ReadOnlyMemory<byte> left;

    /// <summary>Gives the bytes of the next record.</summary>
    internal void Give(ReadOnlyMemory<byte> record) => left = record;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (left.IsEmpty)
        {
            buffer = buffer[..Math.Min(buffer.Length, EmptyLines)];
            buffer.Fill((byte)'\n');
            return buffer.Length;
        }
        int count = Math.Min(buffer.Length, left.Length);
        left.Span[..count].CopyTo(buffer);
        left = left[count..];
        return count;
    }
}
