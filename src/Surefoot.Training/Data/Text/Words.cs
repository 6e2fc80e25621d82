using System.Globalization;
using System.Text;

namespace Surefoot.Training.Data.Text;

/// <summary>
/// Splits a line into words: lower case; letters with their marks belong together, and so do the digits of a number, of which each is read as 0,
/// so that numbers are told by their length; any other sign that is no white space is a word of its own.
/// </summary>
static class Words
{
    enum Kind { Space, Letter, Digit, Sign }

    /// <summary>The words of a line, then its pairs, then its triples and so on, joined by spaces.</summary>
    /// <param name="text">The line.</param>
    /// <param name="most">Up to how many neighbouring words are joined.</param>
    internal static List<string> Of(string text, int most)
    {
        var words = Single(text);
        int count = words.Count;
        for (int length = 2; length <= most; length++)
        {
            for (int i = 0; i + length <= count; i++) words.Add(string.Join(' ', words.GetRange(i, length)));
        }
        return words;
    }

    static List<string> Single(string text)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var before = Kind.Space;
        foreach (var rune in text.EnumerateRunes())
        {
            var kind = KindOf(rune);
            if (kind != before || kind == Kind.Sign) End(word, words);
            if (kind == Kind.Digit) word.Append('0');
            else if (kind != Kind.Space) word.Append(Rune.ToLowerInvariant(rune));
            before = kind;
        }
        End(word, words);
        return words;
    }

    static void End(StringBuilder word, List<string> words)
    {
        if (word.Length > 0) words.Add(word.ToString());
        word.Clear();
    }

    static Kind KindOf(Rune rune) => Rune.IsWhiteSpace(rune) ? Kind.Space : Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.DecimalDigitNumber => Kind.Digit,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Kind.Letter,
        UnicodeCategory.Control or UnicodeCategory.Format => Kind.Space,
        _ => Rune.IsLetter(rune) ? Kind.Letter : Kind.Sign,
    };
}
