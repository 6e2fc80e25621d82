namespace Surefoot.Lab.Charts;

/// <summary>A place on the horizontal axis that the reader should notice: the best epoch, say.</summary>
/// <param name="X">Where it is.</param>
/// <param name="Label">What it says beside the line.</param>
public sealed record Mark(double X, string Label);
