namespace Surefoot.Training.Data.Text;

/// <summary>How a text becomes numbers, as it was fitted: shared by lines of text and by columns of a table.</summary>
/// <param name="Form">What becomes of a text.</param>
/// <param name="NGrams">Up to how many neighbouring words are joined.</param>
/// <param name="Letters">How many letters a run of them has at most; 0 for no runs.</param>
/// <param name="Distinct">Whether a list of numbers names each word once.</param>
/// <param name="Numbers">The numbers of words.</param>
/// <param name="Places">How many numbers a text becomes.</param>
sealed record TextReading(TextForm Form, int NGrams, int Letters, bool Distinct, WordNumbers Numbers, int Places)
{
    // Where words may come several times it is what runs of before were begun with.
    const int MostPlaces = 512,
        MostDistinctPlaces = 4096;

    /// <summary>The most places that a list of numbers has unless the user says otherwise.</summary>
    internal static int Most(TextOptions options) => options.Distinct ? MostDistinctPlaces : MostPlaces;

    /// <summary>What was fitted, with as many places as the longest training text needs.</summary>
    /// <param name="options">What the user said.</param>
    /// <param name="numbers">The numbers of words.</param>
    /// <param name="longest">How many words the longest training text has.</param>
    internal static TextReading Of(TextOptions options, WordNumbers numbers, int longest) =>
        new(
            options.Form,
            options.NGrams,
            options.Letters,
            options.Distinct,
            numbers,
            options.Form != TextForm.Indices ? numbers.Count
                : options.Places > 0 ? options.Places
                : Math.Clamp(longest, 1, Most(options))
        );

    /// <summary>How many different words there are where a text is a list of their numbers; else 0.</summary>
    internal int Vocabulary => Form == TextForm.Indices ? Numbers.Count : 0;

    /// <summary>What turns texts into numbers, for one thread.</summary>
    internal TextEncoder Encoder() => new(this);

    /// <summary>What is read, as the subject of a sentence about so many words: "words and pairs of words".</summary>
    internal string What =>
        (
            NGrams == 1 ? "words"
            : NGrams == 2 ? "words and pairs of words"
            : $"words and runs of up to {NGrams} words"
        ) + (Letters > 0 ? $", and the runs of 3 to {Letters} letters," : "");

    /// <summary>The member of a file that no text was read with; null where all of them fit.</summary>
    internal string? Fault =>
        !(Form == TextForm.Indices ? Places is >= 1 and <= TextOptions.MostWords : Places == Numbers.Count) ? "places"
        : NGrams is < 1 or > TextOptions.LongestNGram ? "nGrams"
        : Letters is not (0 or (>= TextOptions.FewestLetters and <= TextOptions.MostLetters)) ? "letters"
        : null;
}
