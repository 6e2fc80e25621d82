namespace Surefoot.Training.Data.Tables;

/// <summary>
/// A text whose fields are separated by runs of spaces and tabs, with a separator in place of the last sign of every
/// run between two fields. Not a byte more or less is given, so that lines and places stay as they are in the file; the
/// blanks that are left stand around values, where they do not count.
/// </summary>
/// <param name="text">The text in UTF-8.</param>
sealed class BlankRuns(Stream text) : ForwardStream
{
    /// <summary>The separator that is put there: a sign that ASCII has for this, and no text.</summary>
    internal const char Separator = '\u001F';

    enum Within
    {
        Start,
        Field,
        Quotes,
        QuoteClosed,
        Blanks,
    }

    readonly byte[] buffer = new byte[1 << 13];
    Within within;
    int start,
        ready,
        filled;

    /// <inheritdoc/>
    public override int Read(Span<byte> into)
    {
        if (start == ready && !Fill())
            return 0;
        int count = Math.Min(into.Length, ready - start);
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

    // A blank at the end waits until it is known what follows, since it may have to become a separator.
    bool Fill()
    {
        do
        {
            int kept = filled - ready;
            if (kept > 0)
                buffer[0] = buffer[ready];
            int read = text.Read(buffer.AsSpan(kept));
            (start, filled) = (0, kept + read);
            for (int at = kept; at < filled; at++)
                Take(buffer, at);
            ready = read > 0 && within == Within.Blanks ? filled - 1 : filled;
            if (read == 0)
                break;
        } while (ready == 0);
        return ready > 0;
    }

    void Take(Span<byte> bytes, int at)
    {
        byte sign = bytes[at];
        if (within is Within.Quotes)
        {
            if (sign == '"')
                within = Within.QuoteClosed;
            return;
        }
        if (within == Within.QuoteClosed && sign == '"')
        {
            within = Within.Quotes;
            return;
        }
        if (sign is (byte)'\r' or (byte)'\n')
        {
            within = Within.Start;
        }
        else if (sign is (byte)' ' or (byte)'\t')
        {
            if (within != Within.Start)
                within = Within.Blanks;
            // A tab within a run would be taken for nothing else, but would be shown.
            bytes[at] = (byte)' ';
        }
        else
        {
            if (within == Within.Blanks)
                bytes[at - 1] = (byte)Separator;
            if (within is Within.Start or Within.Blanks)
                within = sign == '"' ? Within.Quotes : Within.Field;
            else
                within = Within.Field;
        }
    }
}
