namespace Surefoot.Training.Data.Tables;

/// <summary>A text without its first lines; a byte order mark stays.</summary>
/// <param name="text">The text in UTF-8.</param>
/// <param name="lines">How many lines are left out; they end in LF, CRLF or CR.</param>
sealed class LinesSkipped(Stream text, int lines) : ForwardStream
{
    const int MarkLength = 3;

    byte[] buffer = new byte[1 << 12];
    int start,
        end;
    bool begun;

    /// <summary>How many lines are left out.</summary>
    internal int Lines => lines;

    /// <summary>How many bytes were left out.</summary>
    internal long Bytes { get; private set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> into)
    {
        if (!begun)
        {
            begun = true;
            Skip();
        }
        if (start == end)
            return text.Read(into);
        int count = Math.Min(into.Length, end - start);
        buffer.AsSpan(start, count).CopyTo(into);
        start += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            text.Dispose();
        base.Dispose(disposing);
    }

    void Skip()
    {
        end = text.ReadAtLeast(buffer, MarkLength, throwOnEndOfStream: false);
        int mark = buffer.AsSpan(0, end).StartsWith("\uFEFF"u8) ? MarkLength : 0;
        start = mark;
        for (int left = lines; left > 0; )
        {
            if (start == end && !Fill())
                break;
            byte sign = buffer[start++];
            Bytes++;
            if (sign == '\r' && (start < end || Fill()) && buffer[start] == '\n')
            {
                start++;
                Bytes++;
            }
            if (sign is (byte)'\r' or (byte)'\n')
                left--;
        }
        if (mark == 0)
            return;
        // The mark goes before what is left.
        byte[] whole = [.. "\uFEFF"u8, .. buffer.AsSpan(start, end - start)];
        (buffer, start, end) = (whole, 0, whole.Length);
    }

    bool Fill()
    {
        (start, end) = (0, text.Read(buffer));
        return end > 0;
    }
}
