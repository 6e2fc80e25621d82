namespace Surefoot.Training.Data.Tables;

/// <summary>Finds where a quoted field went wrong.</summary>
static class QuotedText
{
    /// <summary>
    /// How many lines below the start of a record the first field begins whose quote is not closed, or closed before
    /// its end.
    /// </summary>
    /// <param name="record">The record as it stands in the file, quotes and line breaks included.</param>
    /// <param name="separator">What separates fields.</param>
    internal static int LineOfFault(string record, char separator)
    {
        int line = 0,
            at = 0;
        while (at < record.Length)
        {
            int start = line;
            while (at < record.Length && record[at] is ' ' or '\t' && record[at] != separator)
                at++;
            if (at < record.Length && record[at] == '"')
            {
                if (!SkipQuoted(record, ref at, ref line))
                    return start;
                while (at < record.Length && record[at] is ' ' or '\t' && record[at] != separator)
                    at++;
                if (at < record.Length && record[at] != separator)
                    return start;
            }
            while (at < record.Length && record[at] != separator)
                at++;
            at++;
        }
        return line;
    }

    // Goes from an opening quote to just after its closing one; false where there is none.
    static bool SkipQuoted(string record, ref int at, ref int line)
    {
        for (at++; at < record.Length; at++)
        {
            if (record[at] == '\n' || (record[at] == '\r' && (at + 1 == record.Length || record[at + 1] != '\n')))
                line++;
            if (record[at] != '"')
                continue;
            at++;
            if (at == record.Length || record[at] != '"')
                return true;
        }
        return false;
    }
}
