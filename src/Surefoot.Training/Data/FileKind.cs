using System.Text.Json;

namespace Surefoot.Training.Data;

/// <summary>What a file is by its first bytes, where it is nothing that is read as text.</summary>
static class FileKind
{
    const int Looked = 1 << 12;

    const string Export = "Save its rows as CSV",
        Unpack = "Unpack it";

    // Kinds whose marks hold a byte that no text has, or are long enough not to be met in one.
    static readonly (byte[] Mark, string Kind, string Remedy)[] Binary =
    [
        ([0x1F, 0x8B], "a gzip archive", Unpack),
        ([0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], "an xz archive", Unpack),
        ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive", Unpack),
        ([(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive", Unpack),
        ([.. "Rar!"u8, 0x1A, 7], "a RAR archive", Unpack),
        (
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
            "an old spreadsheet or document of Office (xls, doc)",
            Export
        ),
        ([.. "SQLite format 3"u8, 0], "an SQLite database", Export),
        ([.. "%PDF-"u8], "a PDF document", Export),
        ([0x89, .. "HDF\r\n"u8, 0x1A, (byte)'\n'], "an HDF5 file", Export),
        ([0x93, .. "NUMPY"u8], "a NumPy array", "Give it the name of one, ending in .npy"),
        ([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n'], "a PNG image", "Name a folder of such images, in a folder a class"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image", "Convert it to PNG, and name a folder of such images"),
        ([.. "GIF87a"u8], "a GIF image", "Convert it to PNG, and name a folder of such images"),
        ([.. "GIF89a"u8], "a GIF image", "Convert it to PNG, and name a folder of such images"),
    ];

    // Kinds whose marks are letters: only where bytes follow that no text has.
    static readonly (byte[] Mark, string Kind)[] Lettered =
    [
        ([.. "PAR1"u8], "a Parquet file"),
        ([.. "ARROW1"u8], "an Arrow (Feather) file"),
        ([.. "FEA1"u8], "a Feather file"),
        ([.. "ORC"u8], "an ORC file"),
        ([.. "Obj"u8, 1], "an Avro file"),
        ([.. "BZh"u8], "a bzip2 archive"),
        ([.. "RDX"u8], "an R data file"),
        ([.. "MATLAB 5.0"u8], "a MATLAB file"),
    ];

    /// <summary>Refuses a file that is no text, by the name of what it is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="markup">
    /// Whether JSON, XML and HTML are refused too: lines of text may well be such, tables not.
    /// </param>
    /// <param name="wanted">What is expected, for the message.</param>
    /// <exception cref="DataException">It is of another kind.</exception>
    internal static void Refuse(string path, bool markup, string wanted)
    {
        if (!File.Exists(path))
            return;
        using var stream = DataFile.Open(path);
        var bytes = new byte[Looked];
        var start = bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        if ((OfBytes(start) ?? (markup ? OfText(start) : null)) is var (kind, remedy))
            throw new DataException($"{path} is {kind}; {wanted} expected. {remedy}.");
    }

    static (string Kind, string Remedy)? OfBytes(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("PK\u0003\u0004"u8))
        {
            return start.IndexOf("[Content_Types].xml"u8) >= 0 || start.IndexOf("xl/"u8) >= 0
                    ? ("a spreadsheet or document of Office (xlsx)", Export)
                : start.IndexOf("opendocument"u8) >= 0 ? ("an OpenDocument spreadsheet or text", Export)
                : ("a ZIP archive", Unpack);
        }
        foreach (var (mark, kind, remedy) in Binary)
            if (start.StartsWith(mark))
                return (kind, remedy);
        if (start.IndexOfAnyInRange((byte)0, (byte)8) < 0)
            return null;
        foreach (var (mark, kind) in Lettered)
            if (start.StartsWith(mark))
                return (kind, kind.EndsWith("archive", StringComparison.Ordinal) ? Unpack : Export);
        return null;
    }

    static (string Kind, string Remedy)? OfText(ReadOnlySpan<byte> start)
    {
        start = start.StartsWith("\uFEFF"u8) ? start[3..] : start;
        start = start.TrimStart(" \t\r\n"u8);
        if (start.StartsWith("<?xml"u8))
            return ("XML", Export);
        if (Begins(start, "<!doctype"u8) || Begins(start, "<html"u8))
            return (
                "a page of HTML",
                "Was it fetched from an address that shows a page? Fetch the file itself, or save the page's "
                    + "rows as CSV"
            );
        return IsJson(start)
            ? ("JSON", "Save its records as CSV, with a line of names first; a program can give records to TableData")
            : null;
    }

    static bool Begins(ReadOnlySpan<byte> start, ReadOnlySpan<byte> word) =>
        start.Length >= word.Length && System.Text.Ascii.EqualsIgnoreCase(start[..word.Length], word);

    // An object with a name in quotes and a colon; or an array of such, or of arrays.
    static bool IsJson(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty || start[0] is not ((byte)'{' or (byte)'['))
            return false;
        try
        {
            var reader = new Utf8JsonReader(start, isFinalBlock: false, default);
            if (!reader.Read() || !reader.Read())
                return false;
            return reader.TokenType
                is JsonTokenType.PropertyName
                    or JsonTokenType.StartObject
                    or JsonTokenType.StartArray;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
