using System.Text;
using System.Text.Unicode;
using CsvHelper;

namespace Surefoot.Training.Data.Tables;

/// <summary>
/// One pass over the records of a CSV file, header and all, that turns every fault of the file into a message with its
/// line.
/// </summary>
sealed class CsvRecords : IDisposable
{
    // A record this long is a quote that was never closed; without the limit it would be read into memory to the end of
    // the file.
    const int LongestRecord = 64 << 20;

    readonly string path;
    readonly HashingStream? stream;
    readonly LinesSkipped? skipped;
    readonly CsvReader reader;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="start">How its text begins.</param>
    /// <param name="keepEmpty">Whether a line with nothing on it is a record, of one empty field.</param>
    /// <exception cref="DataException">It cannot be opened.</exception>
    internal CsvRecords(string path, TableStart start, bool keepEmpty = false)
        : this(path, start, new HashingStream(DataFile.Open(path)), keepEmpty) { }

    /// <summary>Reads the text of a file that comes by another way.</summary>
    internal CsvRecords(string path, TableStart start, HashingStream source, bool keepEmpty)
        : this(path, start.Separator, start.Open(source, out var skipped), keepEmpty)
    {
        stream = source;
        this.skipped = skipped;
    }

    /// <summary>Reads rows of a file that come one at a time.</summary>
    internal CsvRecords(string path, TableStart start, RowFeed feed)
        : this(path, start.Separator, start.Rows(feed), keepEmpty: false) { }

    CsvRecords(string path, char separator, Stream source, bool keepEmpty)
    {
        this.path = path;
        reader = CsvReader.Create(
            source,
            new()
            {
                Separator = separator == TableStart.Blanks ? BlankRuns.Separator : separator,
                HasHeader = false,
                TrackLineNumbers = true,
                TrimWhitespace = true,
                TrimInsideQuotes = true,
                SkipEmptyLines = !keepEmpty,
                DetectSeparatorHint = false,
                MaxRecordSize = LongestRecord,
                OnMalformedRecord = RefuseQuotes,
            }
        );
    }

    /// <summary>The file as the user named it.</summary>
    internal string Path => path;

    /// <summary>The line on which the record begins, counted from 1 and with every line of the file.</summary>
    internal long Line => reader.LineNumber + LinesBefore;

    /// <summary>
    /// The byte of the file at which the record begins; of a file that is no UTF-8, of what it would be in UTF-8.
    /// </summary>
    internal long Start => reader.ByteOffset + (skipped?.Bytes ?? 0);

    /// <summary>How many bytes the record has, quotes included and the end of its line not.</summary>
    internal int Length => reader.RawRecord.Length;

    /// <summary>Whether nothing stands on the record's line.</summary>
    internal bool IsBlank => reader.RawRecord.IndexOfAnyExcept("\r\n\t "u8) < 0;

    /// <summary>How many fields the record has.</summary>
    internal int Count => reader.FieldCount;

    /// <summary>
    /// A field as UTF-8, without quotes and without white space around it; valid until the next record.
    /// </summary>
    internal ReadOnlySpan<byte> this[int field] => reader.GetSpan(field);

    /// <summary>Goes on to the next record; lines with nothing on them are passed over, unless they are kept.</summary>
    /// <exception cref="DataException">A quote is not closed, or the file is no UTF-8 text.</exception>
    internal bool Read()
    {
        try
        {
            if (!reader.Read())
                return false;
        }
        catch (CsvFormatException e)
        {
            throw new DataException(
                $"{path}, line {e.LineNumber + LinesBefore}: the row that begins here goes on for more than "
                    + $"{LongestRecord >> 20} MiB. "
                    + "A quote is probably not closed; close it.",
                e
            );
        }
        catch (IOException e)
        {
            throw new DataException($"{path} cannot be read: {e.Message}", e);
        }
        var raw = reader.RawRecord;
        if (raw.Contains((byte)0))
            throw new DataException(
                $"{path}, line {Line}: the line holds a zero byte, so this is no text in UTF-8. Name a CSV "
                    + "file, or save it as UTF-8."
            );
        if (!Utf8.IsValid(raw))
            throw new DataException($"{path}, line {Line}: the line is not text in UTF-8. Save the file as UTF-8.");
        return true;
    }

    /// <summary>Whether the record begins with #, as a comment does.</summary>
    internal bool IsLikeComment => reader.RawRecord.TrimStart(" \t"u8).StartsWith("#"u8);

    /// <summary>
    /// Passes over as many records as stand before the first row; lines with nothing on them are none.
    /// </summary>
    internal void Skip(int records)
    {
        while (records > 0 && Read())
        {
            if (!IsBlank)
                records--;
        }
    }

    /// <summary>The record's fields as strings.</summary>
    internal string[] Strings()
    {
        var fields = new string[Count];
        for (int i = 0; i < fields.Length; i++)
            fields[i] = Encoding.UTF8.GetString(this[i]);
        return fields;
    }

    /// <summary>Reads to the end and gives the SHA-256 of the file.</summary>
    internal string Finish() => stream!.Finish();

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();

    long LinesBefore => skipped?.Lines ?? 0;

    // A quote within an unquoted field (5" disk) is ordinary text; the other faults would move fields about.
    void RefuseQuotes(CsvMalformedRecord record)
    {
        if (record.Reason == CsvMalformedReason.StrayQuote)
            return;
        long line = record.LineNumber + LinesBefore + QuotedText.LineOfFault(record.RawRecord, reader.Separator);
        throw new DataException(
            record.Reason == CsvMalformedReason.UnterminatedQuote
                ? $"{path}, line {line}: the quote that opens here is never closed. Close it, or write \"\" for "
                    + "a quote within a quoted field."
                : $"{path}, line {line}: text follows the closing quote of a field that begins here. Close the "
                    + "quote where the field ends, or write \"\" for a quote within it."
        );
    }
}
