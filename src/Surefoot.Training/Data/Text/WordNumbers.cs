using Surefoot.Training.Formats;

namespace Surefoot.Training.Data.Text;

/// <summary>Gives words their numbers, from 0 on: by a vocabulary that was fitted, or by a hash.</summary>
sealed class WordNumbers
{
    readonly string[] words;
    readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> byLetters;

    WordNumbers(string[] words, int count)
    {
        this.words = words;
        Count = count;
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < words.Length; i++)
            places.Add(words[i], i);
        byLetters = places.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many numbers there are.</summary>
    internal int Count { get; }

    /// <summary>The words in the order of their numbers; none where they are hashed.</summary>
    internal IReadOnlyList<string> Known => words;

    bool Hashed => words.Length == 0;

    /// <summary>Numbers for the words of a vocabulary, or a hash.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="training">Which of them train, rising.</param>
    /// <param name="options">How many words, and how common.</param>
    /// <returns>Null if no word is common enough.</returns>
    internal static WordNumbers? Fit(TextLines lines, int[] training, TextOptions options)
    {
        if (options.Hashed)
            return ByHash(options.Vocabulary);
        var fit = new TextFit(options);
        int next = 0;
        lines.ForEach(
            (row, text) =>
            {
                if (next == training.Length || training[next] != row)
                    return;
                next++;
                fit.Observe(text);
            }
        );
        return fit.Finish();
    }

    /// <summary>The number of a word; −1 for one that is not in the vocabulary.</summary>
    internal int this[ReadOnlySpan<char> word] =>
        Hashed ? (int)(Hash(word) % (uint)Count)
        : byLetters.TryGetValue(word, out int place) ? place
        : -1;

    /// <summary>Everything there is to store.</summary>
    internal StoredWords Stored => Hashed ? new(Hashed: Count) : new(Words: words);

    /// <summary>Numbers by a hash.</summary>
    internal static WordNumbers ByHash(int count) => new([], count);

    /// <summary>Numbers by a vocabulary.</summary>
    internal static WordNumbers Of(string[] words) => new(words, words.Length);

    // FNV-1a over UTF-8, then the last mixing of MurmurHash3, since the low bits of FNV alone are poor.
    static uint Hash(ReadOnlySpan<char> word)
    {
        uint hash = 2166136261;
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var sign in word.EnumerateRunes())
        {
            foreach (byte unit in utf8[..sign.EncodeToUtf8(utf8)])
                hash = (hash ^ unit) * 16777619;
        }
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}

/// <summary><see cref="WordNumbers"/> as a file holds them.</summary>
sealed record StoredWords(int? Hashed = null, string[]? Words = null) : Stored<WordNumbers>
{
    /// <inheritdoc/>
    protected override WordNumbers Make()
    {
        if (Hashed is { } count)
        {
            Require(count is >= 2 and <= TextOptions.MostWords, "hashed");
            return WordNumbers.ByHash(count);
        }
        Require(Words is { Length: > 0 } && Words.Distinct(StringComparer.Ordinal).Count() == Words.Length, "words");
        return WordNumbers.Of(Words!);
    }
}
