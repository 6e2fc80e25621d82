namespace Surefoot.Lanes;

/// <summary>
/// A hyper-parameter by the letter it has in the formula, such as "η" or "(1−ρ)"; what a rule's numbers are when it is
/// printed.
/// </summary>
/// <param name="text">How it is written.</param>
/// <param name="isOne">Whether it stands for exactly 1, so that as a factor it need not be written.</param>
internal readonly struct Letter(string text, bool isOne = false)
{
    /// <summary>How it is written.</summary>
    public string Text { get; } = text;

    /// <summary>Whether it stands for exactly 1.</summary>
    public bool IsOne { get; } = isOne;
}
