using System.Runtime.InteropServices;

namespace Surefoot.Training.Data.Text;

/// <summary>
/// Counts in how many rows each word stands. Where there are more different words than memory is meant to hold, the
/// rarest so far are let go, as in the lossy counting of Manku and Motwani (VLDB 2002): a word that is common in the
/// whole keeps its place.
/// </summary>
/// <param name="options">How many words are wanted, and how common.</param>
sealed class VocabularyCount(TextOptions options)
{
    const int MostCounted = 1 << 20;

    readonly int most = Math.Max(MostCounted, 4 * options.Vocabulary);
    readonly Dictionary<string, Entry> counts = new(StringComparer.Ordinal);
    int row;

    /// <summary>Takes in some words of one more row.</summary>
    /// <param name="words">The row.</param>
    /// <param name="first">The first word that counts.</param>
    /// <param name="end">The first behind those.</param>
    /// <returns>How many of them are different.</returns>
    internal int Add(Words words, int first, int end)
    {
        row++;
        int different = 0;
        var places = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int i = first; i < end; i++)
        {
            ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(places, words[i], out _);
            if (entry.LastRow == row)
                continue;
            entry = new(entry.Rows + 1, row);
            different++;
        }
        for (int least = 2; counts.Count > most; least++)
            Drop(least);
        return different;
    }

    /// <summary>The commonest words; of equally common ones the first by their letters' codes.</summary>
    internal string[] Commonest() =>
        [
            .. counts
                .Where(pair => pair.Value.Rows >= options.FewestRows)
                .OrderByDescending(pair => pair.Value.Rows)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Take(options.Vocabulary)
                .Select(pair => pair.Key),
        ];

    // A dictionary lets entries go while it is walked.
    void Drop(int least)
    {
        foreach (var (word, entry) in counts)
        {
            if (entry.Rows < least)
                counts.Remove(word);
        }
    }

    readonly record struct Entry(int Rows, int LastRow);
}
