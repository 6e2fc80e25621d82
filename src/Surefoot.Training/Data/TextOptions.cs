using System.Text.Json.Serialization;

namespace Surefoot.Training.Data;

/// <summary>
/// How labelled lines of text, and columns of text of a table, become numbers; <c>docs/data.md</c> says what a word is.
/// Values out of range are refused as they are set.
/// </summary>
public sealed record TextOptions
{
    /// <summary>The most words that there can be: up to it a float holds every index.</summary>
    internal const int MostWords = 1 << 24;

    /// <summary>The most neighbouring words that can count as one.</summary>
    internal const int LongestNGram = 5;

    /// <summary>The fewest and the most letters that a run of them can have.</summary>
    internal const int FewestLetters = 3,
        MostLetters = 8;

    /// <summary>What becomes of a line. Default: <see cref="TextForm.Presence"/>.</summary>
    public TextForm Form { get; init; }

    /// <summary>The most words that the vocabulary has, the commonest; with <see cref="Hashed"/> exactly as many as
    /// there are. 2 to 16,777,216, up to which a float holds every index. Default 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside these bounds.</exception>
    public int Vocabulary
    {
        get;
        init => field = Within(value, 2, MostWords, nameof(Vocabulary));
    } = 10_000;

    /// <summary>Up to how many neighbouring words count as one more word, 1 to 5. Default 2: words and pairs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside these bounds.</exception>
    public int NGrams
    {
        get;
        init => field = Within(value, 1, LongestNGram, nameof(NGrams));
    } = 2;

    /// <summary>Up to how many neighbouring letters of a word count as one more word, from runs of 3 on, the word's
    /// ends among the letters; 3 to 8, or 0, the default, for none. There are at most as many of them as of
    /// words.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside these bounds.</exception>
    [JsonIgnore]
    public int Letters
    {
        get;
        init => field = value == 0 ? 0 : Within(value, FewestLetters, MostLetters, nameof(Letters));
    }

    /// <summary>In how many training rows a word must stand to be in the vocabulary, at least 1. Default 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public int FewestRows
    {
        get;
        init => field = Within(value, 1, int.MaxValue, nameof(FewestRows));
    } = 2;

    /// <summary>
    /// Whether words get their numbers by a hash, so that no vocabulary is stored and no word is unknown, but some
    /// share a number. Default: no.
    /// </summary>
    public bool Hashed { get; init; }

    /// <summary>
    /// For <see cref="TextForm.Indices"/>: whether a word that a text has several times is listed once. Default: no, as
    /// in runs and models of before; the command says yes.
    /// </summary>
    [JsonIgnore]
    public bool Distinct { get; init; }

    /// <summary>For <see cref="TextForm.Indices"/>: how many places a row has, 1 to 65,536; what goes beyond is cut
    /// off. 0, the default, takes the longest training row, at most 512, or 4,096 where they are
    /// <see cref="Distinct"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside these bounds.</exception>
    public int Places
    {
        get;
        init => field = Within(value, 0, 1 << 16, nameof(Places));
    }

    // What came after version 2 of run.json is absent where it is as it was then.
    [JsonInclude, JsonPropertyName("letters")]
    internal int? StoredLetters
    {
        get => Letters == 0 ? null : Letters;
        init => Letters = value ?? 0;
    }

    [JsonInclude, JsonPropertyName("distinct")]
    internal bool? StoredDistinct
    {
        get => Distinct ? true : null;
        init => Distinct = value ?? false;
    }

    static int Within(int value, int least, int most, string name) =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} lies between {least} and {most}.");
}
