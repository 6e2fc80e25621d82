namespace Surefoot.Training.Data.Tables;

/// <summary>
/// The fields of one line of a table as the reader of records divides it, to look at before it is known how to read it.
/// </summary>
/// <param name="line">The line, without its end.</param>
/// <param name="separator">What separates fields.</param>
ref struct LineFields(ReadOnlySpan<char> line, char separator)
{
    ReadOnlySpan<char> rest = separator == TableStart.Blanks ? line.Trim(" \t") : line;
    bool ended;

    /// <summary>One field.</summary>
    internal readonly ref struct Field(ReadOnlySpan<char> text, bool open)
    {
        /// <summary>The field with its quotes.</summary>
        internal ReadOnlySpan<char> Text { get; } = text;

        /// <summary>Whether a quote is not closed on this line.</summary>
        internal bool IsOpen => open;
    }

    /// <summary>The field at hand.</summary>
    public Field Current { get; private set; }

    /// <summary>The fields, one after another.</summary>
    public readonly LineFields GetEnumerator() => this;

    /// <summary>Goes on to the next field.</summary>
    public bool MoveNext()
    {
        if (ended)
            return false;
        int at = 0;
        while (at < rest.Length && rest[at] is ' ' or '\t' && rest[at] != separator)
            at++;
        bool open = false;
        if (at < rest.Length && rest[at] == '"')
        {
            open = true;
            for (at++; at < rest.Length; at++)
            {
                if (rest[at] != '"')
                    continue;
                open = at + 1 < rest.Length && rest[at + 1] == '"';
                if (!open)
                    break;
                at++;
            }
        }
        while (at < rest.Length && !IsSeparator(rest[at]))
            at++;
        Current = new(rest[..at].Trim(" \t"), open);
        ended = at == rest.Length;
        if (ended)
            return true;
        rest = rest[(at + 1)..];
        if (separator == TableStart.Blanks)
            rest = rest.TrimStart(" \t");
        return true;
    }

    readonly bool IsSeparator(char sign) => sign == separator || (separator == TableStart.Blanks && sign == '\t');
}
