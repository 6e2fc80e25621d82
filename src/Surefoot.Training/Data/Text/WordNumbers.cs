using System.Text;
using System.Text.Json.Nodes;

namespace Surefoot.Training.Data.Text;

/// <summary>Gives words their numbers, from 0 on: by a vocabulary that was fitted, or by a hash.</summary>
sealed class WordNumbers
{
    readonly string[] words;
    readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    WordNumbers(string[] words, int count)
    {
        this.words = words;
        Count = count;
        for (int i = 0; i < words.Length; i++) places.Add(words[i], i);
    }

    /// <summary>How many numbers there are.</summary>
    internal int Count { get; }

    /// <summary>The words in the order of their numbers; none where they are hashed.</summary>
    internal IReadOnlyList<string> Known => words;

    bool Hashed => words.Length == 0;

    /// <summary>The commonest words of the training rows, by the number of rows that have them; of equally common ones the first by their letters' codes.</summary>
    /// <param name="rows">The words of each training row.</param>
    /// <param name="options">How many, and how common.</param>
    /// <returns>Null if no word is common enough.</returns>
    internal static WordNumbers? Fit(IEnumerable<List<string>> rows, TextOptions options)
    {
        if (options.Hashed) return new([], options.Vocabulary);
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            foreach (string word in row.Distinct(StringComparer.Ordinal)) counts[word] = counts.GetValueOrDefault(word) + 1;
        }
        string[] kept = [.. counts.Where(pair => pair.Value >= options.FewestRows).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(options.Vocabulary).Select(pair => pair.Key)];
        return kept.Length == 0 ? null : new(kept, kept.Length);
    }

    /// <summary>The number of a word; −1 for one that is not in the vocabulary.</summary>
    internal int this[string word] => Hashed ? (int)(Hash(word) % (uint)Count) : places.TryGetValue(word, out int place) ? place : -1;

    /// <summary>Everything there is to store.</summary>
    internal JsonObject ToJson() => Hashed ? new() { ["hashed"] = Count } : new() { ["words"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) };

    /// <summary>What <see cref="ToJson"/> stored.</summary>
    internal static WordNumbers Restore(StoredJson json)
    {
        if (json["hashed"].Node is not null) return new([], json["hashed"].Integer(2, 1 << 24));
        string[] stored = [.. json.Items("words").Select(word => word.Text())];
        if (stored.Length == 0 || stored.Distinct(StringComparer.Ordinal).Count() != stored.Length) throw json.Damaged("words");
        return new(stored, stored.Length);
    }

    // FNV-1a over UTF-8, then the last mixing of MurmurHash3, since the low bits of FNV alone are poor.
    static uint Hash(string word)
    {
        uint hash = 2166136261;
        foreach (byte letter in Encoding.UTF8.GetBytes(word)) hash = (hash ^ letter) * 16777619;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
