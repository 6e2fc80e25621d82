namespace Surefoot.Training.Data.Text;

/// <summary>Finds the words to read in the training texts.</summary>
/// <param name="options">How many words, and how common.</param>
sealed class TextFit(TextOptions options)
{
    readonly Words words = new(options.NGrams, options.Letters);

    // Runs of letters are commoner than words, and would leave no place for those.
    readonly VocabularyCount whole = new(options),
        runs = new(options);

    /// <summary>How many places the longest text takes at most, with words that turn out not to be read.</summary>
    internal int Longest { get; private set; }

    /// <summary>Takes in one training text.</summary>
    internal void Observe(ReadOnlySpan<byte> utf8)
    {
        words.Read(utf8);
        int different = whole.Add(words, 0, words.Joined) + runs.Add(words, words.Joined, words.Count);
        Longest = Math.Max(Longest, options.Distinct ? different : words.Count);
    }

    /// <summary>The numbers of the words; null if no word is common enough.</summary>
    internal WordNumbers? Finish()
    {
        if (options.Hashed)
            return WordNumbers.ByHash(options.Vocabulary);
        string[] kept = [.. whole.Commonest(), .. runs.Commonest()];
        return kept.Length == 0 ? null : WordNumbers.Of(kept);
    }
}
