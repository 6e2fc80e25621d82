namespace Surefoot.Training.Explaining;

/// <summary>What a column contributes to the prediction of a row.</summary>
/// <param name="Column">The column.</param>
/// <param name="Text">What the row has in it, as people write it.</param>
/// <param name="Value">By how much it raises the prediction above the mean, on average.</param>
/// <param name="Low">
/// The lower end of the 95 % interval: where the value would lie with other background rows of the same kind and other
/// permutations.
/// </param>
/// <param name="High">The upper end of the interval.</param>
public sealed record Contribution(string Column, string Text, double Value, double Low, double High);
