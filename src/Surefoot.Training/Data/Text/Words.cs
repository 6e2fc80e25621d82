using System.Globalization;
using System.Text;

namespace Surefoot.Training.Data.Text;

/// <summary>
/// The words of one line at a time: lower case; letters with their marks belong together, and so do the digits of a
/// number, of which each is read as 0, so that numbers are told by their length; any other sign that is no white space
/// is a word of its own. First the words, then the pairs, then the triples and so on, joined by spaces, then the runs
/// of letters within the words. Once it has held the longest line it allocates nothing.
/// </summary>
/// <param name="most">Up to how many neighbouring words are joined.</param>
/// <param name="letters">How many letters a run has at most; 0 for no runs.</param>
sealed class Words(int most, int letters)
{
    enum Kind
    {
        Space,
        Letter,
        Digit,
        Sign,
    }

    // The single words with a space behind each, so that neighbours lie there joined already.
    readonly List<(int Start, int End)> single = [];
    readonly LetterRuns runs = new(letters);
    char[] text = new char[256];
    int start,
        end;

    /// <summary>How many words the line has, joined ones and runs of letters included.</summary>
    internal int Count => Joined + runs.Count;

    /// <summary>How many there are before the runs of letters.</summary>
    internal int Joined { get; private set; }

    /// <summary>A word; valid until the next line.</summary>
    internal ReadOnlySpan<char> this[int index]
    {
        get
        {
            if (index >= Joined)
                return runs[index - Joined];
            int length = 1;
            for (int such = single.Count; index >= such; such--, length++)
                index -= such;
            return text.AsSpan(single[index].Start..single[index + length - 1].End);
        }
    }

    /// <summary>Takes in a line.</summary>
    internal void Read(ReadOnlySpan<byte> line)
    {
        single.Clear();
        (start, end) = (0, 0);
        // No sign of UTF-8 has more units of UTF-16 than bytes, but a lower-case letter may; and each word has a space
        // behind it.
        if (text.Length < 4 * line.Length)
            text = new char[4 * line.Length];
        var before = Kind.Space;
        while (!line.IsEmpty)
        {
            Rune.DecodeFromUtf8(line, out var rune, out int length);
            line = line[length..];
            var kind = KindOf(rune);
            if (kind != before || kind == Kind.Sign)
                EndWord();
            if (kind == Kind.Digit)
                text[end++] = '0';
            else if (kind != Kind.Space)
                end += Rune.ToLowerInvariant(rune).EncodeToUtf16(text.AsSpan(end));
            before = kind;
        }
        EndWord();
        Joined = 0;
        for (int length = 1; length <= most; length++)
            Joined += Math.Max(0, single.Count - length + 1);
        runs.Clear();
        if (letters == 0)
            return;
        foreach (var (first, last) in single)
            runs.Add(text.AsSpan(first..last));
    }

    void EndWord()
    {
        if (end == start)
            return;
        single.Add((start, end));
        text[end++] = ' ';
        start = end;
    }

    static Kind KindOf(Rune rune) =>
        Rune.IsWhiteSpace(rune)
            ? Kind.Space
            : Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.DecimalDigitNumber => Kind.Digit,
                UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark => Kind.Letter,
                UnicodeCategory.Control or UnicodeCategory.Format => Kind.Space,
                _ => Rune.IsLetter(rune) ? Kind.Letter : Kind.Sign,
            };
}
