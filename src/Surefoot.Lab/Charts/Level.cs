namespace Surefoot.Lab.Charts;

/// <summary>A height that the reader should notice: the accuracy that is to be reached, say.</summary>
/// <param name="Y">Where it is on the vertical axis.</param>
/// <param name="Label">What it says above the line.</param>
public sealed record Level(double Y, string Label);
