using System.Text;

namespace Surefoot.Training.Data.Tables;

/// <summary>How a table's text begins: what separates its fields, and which lines stand before its first one.</summary>
/// <param name="Separator">What separates fields; <see cref="Blanks"/> where runs of blanks do.</param>
sealed record TableStart(char Separator)
{
    /// <summary>The separator that stands for any run of spaces and tabs.</summary>
    internal const char Blanks = ' ';

    const int FirstCharacters = 1 << 16,
        MostCharacters = 1 << 22,
        RowsLookedAt = 1000,
        FewestDecimals = 2;

    // Of equally frequent ones the first is taken: a name may well hold a comma, and hardly ever a tab.
    static readonly char[] Separators = ['\t', ';', '|', ','];

    /// <summary>The encoding of the file where it is not UTF-8.</summary>
    internal Encoding? Encoding { get; private init; }

    /// <summary>Whether rows can be read from where they begin.</summary>
    internal bool IsUtf8 => Encoding is null;

    /// <summary>
    /// How many lines stand before the first one of the table: one that names the separator, comments.
    /// </summary>
    internal int Lines { get; private init; }

    /// <summary>Whether the names stand behind a # and a blank.</summary>
    internal bool NamesBehindHash { get; private init; }

    /// <summary>What was noticed, one line each.</summary>
    internal IReadOnlyList<string> Notes { get; private init; } = [];

    /// <summary>The separator in words.</summary>
    internal static string Named(char separator) =>
        separator switch
        {
            ',' => "commas",
            ';' => "semicolons",
            '\t' => "tabs",
            '|' => "vertical bars",
            Blanks => "runs of blanks",
            _ => $"the sign {separator}",
        };

    /// <summary>Looks at the first lines of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="headless">Whether it is known that no line holds names.</param>
    /// <param name="model">What later tables are read for; null for a table to train on.</param>
    /// <exception cref="DataException">The file is no text, or it cannot be told what its first lines are.</exception>
    internal static TableStart Find(string path, bool headless = false, TablePreprocessing? model = null)
    {
        FileKind.Refuse(path, markup: true, "a table as CSV text is");
        string text = Read(path, out var encoding, out bool whole);
        string file = Path.GetFileName(path);
        List<string> notes = [];
        int at = PassBlank(text, 0);
        char? said = SaidSeparator(Line(text, at));
        if (said is { } named)
        {
            notes.Add(
                $"The first line of {file}, {NoteText.Shown(Line(text, at).Trim().ToString())}, says that "
                    + $"{Named(named)} separate the fields, and is not read as data."
            );
            at = PassBlank(text, Next(text, at));
        }
        var comments = new CommentLines(text, at);
        char separator = said ?? Choose(text, comments.Below < text.Length ? comments.Below : at, whole, model);
        var start = new TableStart(separator) { Encoding = encoding };
        int first =
            comments.Below == at || comments.Below == text.Length
                ? at
                : comments.FirstOfTable(path, start, LinesBefore(text, comments.Below), headless, model);
        if (comments.Note(file, first) is { } note)
            notes.Add(note);
        bool skips = said is not null || first > at,
            hash = first < comments.Below && comments.Below < text.Length;
        bool behind = !headless && hash && CommentLines.IsApart(Line(text, first));
        if (behind)
            notes.Add($"The names of the columns of {file} stand behind a #, which is no part of them.");
        return start with { Lines = skips ? LinesBefore(text, first) : 0, NamesBehindHash = behind, Notes = notes };
    }

    /// <summary>The same start of a table below further lines.</summary>
    internal TableStart Below(int lines) => this with { Lines = lines };

    /// <summary>
    /// The bytes of the table alone, as they are read: from its first line on, with one separator where there is a run
    /// of blanks.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="skipped">What counts the bytes before the table; null where there are none.</param>
    internal Stream Open(Stream file, out LinesSkipped? skipped)
    {
        if (Encoding is not null && (Lines > 0 || Separator == Blanks))
            file = Encoding.CreateTranscodingStream(file, Encoding, Encoding.UTF8);
        skipped = Lines > 0 ? new(file, Lines) : null;
        return Rows(skipped ?? file);
    }

    /// <summary>The same for rows that come one at a time.</summary>
    internal Stream Rows(Stream rows) => Separator == Blanks ? new BlankRuns(rows) : rows;

    /// <summary>How many fields a line has; −1 where a quote is not closed on it.</summary>
    internal static int Count(ReadOnlySpan<char> line, char separator)
    {
        int fields = 0;
        foreach (var field in new LineFields(line, separator))
        {
            if (field.IsOpen)
                return -1;
            fields++;
        }
        return fields;
    }

    /// <summary>The line that begins at a place, without its end.</summary>
    internal static ReadOnlySpan<char> Line(string text, int at)
    {
        var rest = text.AsSpan(at);
        int end = rest.IndexOfAny('\r', '\n');
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>Where the line behind one begins.</summary>
    internal static int Next(string text, int at)
    {
        int end = text.AsSpan(at).IndexOfAny('\r', '\n');
        if (end < 0)
            return text.Length;
        end += at;
        return text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
    }

    /// <summary>Where the first line from a place on begins that has something on it.</summary>
    internal static int PassBlank(string text, int at)
    {
        while (at < text.Length && Line(text, at).Trim(" \t").IsEmpty)
            at = Next(text, at);
        return at;
    }

    static int LinesBefore(string text, int end)
    {
        int lines = 0;
        for (int at = 0; at < end; at = Next(text, at))
            lines++;
        return lines;
    }

    // As much of the file as there may be lines before the table, and some of the table.
    static string Read(string path, out Encoding? encoding, out bool whole)
    {
        using var reader = new StreamReader(DataFile.Open(path), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        var text = new char[FirstCharacters];
        int length = reader.ReadBlock(text);
        while (length == text.Length && length < MostCharacters && new CommentLines(new(text), 0).Below == length)
        {
            Array.Resize(ref text, 4 * length);
            length += reader.ReadBlock(text.AsSpan(length));
        }
        encoding = reader.CurrentEncoding is UTF8Encoding ? null : reader.CurrentEncoding;
        whole = reader.Peek() < 0;
        return new(text, 0, length);
    }

    // sep=; as spreadsheets write and read it, in quotes or not.
    static char? SaidSeparator(ReadOnlySpan<char> line)
    {
        line = line.Trim(" \r\n").Trim('"');
        if (!line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
            return null;
        return line[4..] is [var sign] && MaySeparate(sign) ? sign
            : line[4..] is "\\t" ? '\t'
            : null;
    }

    static bool MaySeparate(char sign) =>
        sign == '\t'
        || (
            char.IsAscii(sign)
            && (char.IsPunctuation(sign) || char.IsSymbol(sign))
            && sign is not ('"' or '.' or '-' or '+' or '_' or '#')
        );

    // The separator is the one of the four that the line holds most often outside quotes; where it holds none, runs of
    // blanks if they make as many fields of every line.
    static char Choose(string text, int at, bool whole, TablePreprocessing? model)
    {
        var counts = new int[Separators.Length];
        int end = at;
        for (bool quoted = false; end < text.Length && (quoted || text[end] is not ('\r' or '\n')); end++)
        {
            if (text[end] == '"')
                quoted = !quoted;
            int separator = quoted ? -1 : Array.IndexOf(Separators, text[end]);
            if (separator >= 0)
                counts[separator]++;
        }
        int most = Array.IndexOf(counts, counts.Max()),
            comma = Separators.Length - 1;
        if (counts[most] == 0)
            return BlanksFit(text, at, whole, model) ? Blanks : ',';
        if (most < comma)
            return Separators[most];
        // Commas that stand before decimals separate nothing, if something else does.
        var line = text.AsSpan(at, end - at);
        counts[comma] = 0;
        most = Array.IndexOf(counts, counts.Max());
        if (counts[most] > 0)
            return CommasAreDecimals(line, Separators[most]) >= 1 ? Separators[most] : ',';
        return CommasAreDecimals(line, Blanks) >= FewestDecimals && BlanksFit(text, at, whole, model) ? Blanks : ',';
    }

    // How many fields have a comma, if each of these is a number with one before its decimals; else 0.
    static int CommasAreDecimals(ReadOnlySpan<char> line, char separator)
    {
        int found = 0;
        foreach (var field in new LineFields(line, separator))
        {
            var value = field.Text;
            if (value.StartsWith('"') || !value.Contains(','))
                continue;
            found++;
            var bytes = Encoding.UTF8.GetBytes(value.ToString());
            if (field.IsOpen || value.Count(',') > 1)
                return 0;
            if (!NumberText.TryNumber(bytes, DecimalMark.Comma, out _))
                return 0;
        }
        return found;
    }

    static bool BlanksFit(string text, int at, bool whole, TablePreprocessing? model)
    {
        var first = CommentLines.Bare(Line(text, at));
        int names = Count(first, Blanks),
            fields = -1,
            rows = 0;
        if (names < 2)
            return false;
        int known = model?.Fields?.Count ?? names;
        if (model?.Fields is not null && (known == 2 || names > known || names < known - 1))
            return false;
        if (model is { Fields: null } && model.HasColumn(first.Trim(" \t").Trim('"').ToString()))
            return false;
        for (at = Next(text, at); at < text.Length && rows < RowsLookedAt; at = Next(text, at))
        {
            var line = Line(text, at);
            // The last line of what was read may go on.
            if (at + line.Length == text.Length && !whole)
                break;
            if (line.Trim(" \t").IsEmpty)
                continue;
            int count = Count(line, Blanks);
            if (fields < 0)
                fields = count;
            // The rows of R's write.table have a name each, and the header has none for these.
            if (count != fields || (fields != names && fields != names + 1))
                return false;
            rows++;
        }
        return rows > 0 || model?.Fields is not null;
    }
}
