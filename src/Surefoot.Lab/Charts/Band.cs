namespace Surefoot.Lab.Charts;

/// <summary>
/// The area around a line: from one standard deviation below the mean to one above it, say. A value that is not finite
/// interrupts it.
/// </summary>
/// <param name="Name">What it is, for the table: "± deviation".</param>
/// <param name="Low">Its lower edge: as many values as the line has.</param>
/// <param name="High">Its upper edge: as many values as the line has.</param>
public sealed record Band(string Name, IReadOnlyList<double> Low, IReadOnlyList<double> High);
