using System.Text.Unicode;

namespace Surefoot.Training.Data;

/// <summary>Reads a text file line by line as UTF-8, a byte order mark left out; lines end in LF or CRLF.</summary>
/// <param name="path">The file.</param>
sealed class LineReader(string path) : IDisposable
{
    // A line beyond this is no line but a file of another kind; without the limit all of it would be read into memory.
    const int LongestLine = 1 << 24;

    readonly HashingStream stream = new(DataFile.Open(path));
    byte[] buffer = new byte[1 << 16];
    int start,
        end;
    long passed;

    /// <summary>The number of the line read last, counted from 1.</summary>
    internal long Line { get; private set; }

    /// <summary>The byte of the file at which the line read last begins, behind the byte order mark.</summary>
    internal long Start { get; private set; }

    /// <summary>The next line without its end; valid until the next call.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="DataException">A line is too long, is no UTF-8, or holds a zero byte.</exception>
    internal bool Read(out ReadOnlySpan<byte> line)
    {
        int searched = 0,
            found;
        Start = passed + start;
        while ((found = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n')) < 0)
        {
            searched = end - start;
            if (Fill())
                continue;
            line = buffer.AsSpan(start, searched);
            start = end;
            return searched > 0 && Checked(ref line);
        }
        line = buffer.AsSpan(start, searched + found);
        start += searched + found + 1;
        return Checked(ref line);
    }

    /// <summary>Reads what is left and gives the SHA-256 of the whole file.</summary>
    internal string Finish() => stream.Finish();

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    bool Checked(ref ReadOnlySpan<byte> line)
    {
        Line++;
        if (Line == 1 && line.StartsWith("\uFEFF"u8))
        {
            line = line[3..];
            Start += 3;
        }
        if (line.EndsWith("\r"u8))
            line = line[..^1];
        if (line.Contains((byte)0))
            throw new DataException(
                $"{path}, line {Line}: the line holds a zero byte, so this is no text in UTF-8. Save it as "
                    + "UTF-8, or name another file."
            );
        if (!Utf8.IsValid(line))
            throw new DataException($"{path}, line {Line}: the line is not text in UTF-8. Save the file as UTF-8.");
        return true;
    }

    bool Fill()
    {
        if (end - start > LongestLine)
            throw new DataException(
                $"{path}, line {Line + 1}: the line is longer than {LongestLine >> 20} MiB. Is it another kind of file?"
            );
        passed += start;
        if (start > 0)
            buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
            Array.Resize(ref buffer, 2 * buffer.Length);
        int count = stream.Read(buffer.AsSpan(end));
        end += count;
        return count > 0;
    }
}
