namespace Surefoot.Training.Watching;

/// <summary>The kinds of diagnosis as they are written and read.</summary>
static class DiagnosisWords
{
    static readonly string[] Words =
    [
        "non-finite gradient",
        "diverging",
        "dead units",
        "exploding gradients",
        "vanishing gradients",
        "stalled",
        "rate too low",
        "plateau",
        "oscillating",
        "overfitting",
        "healthy",
    ];

    public static string Of(DiagnosisKind kind) => Words[(int)kind];

    public static DiagnosisKind? Find(string word) =>
        Array.IndexOf(Words, word) is >= 0 and var index ? (DiagnosisKind)index : null;

    public static string All => string.Join(", ", Words);
}
