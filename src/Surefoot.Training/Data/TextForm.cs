namespace Surefoot.Training.Data;

/// <summary>What becomes of a line of text.</summary>
public enum TextForm
{
    /// <summary>
    /// One number a word of the vocabulary: 1 where the line has it, else 0. Any network can read it.
    /// </summary>
    Presence,

    /// <summary>One number a word of the vocabulary: ln(1 + how often the line has it).</summary>
    LogCounts,

    /// <summary>
    /// The number of each of the line's words, one after another, and −1 in the places that are left: what an embedding
    /// bag reads.
    /// </summary>
    Indices,
}
