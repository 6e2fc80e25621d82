namespace Surefoot.Lab.Charts;

/// <summary>One bar of a chart.</summary>
/// <param name="Name">What stands before it.</param>
/// <param name="Value">How far it reaches; one that is not finite is not drawn.</param>
/// <param name="Low">The lower end of its interval; not a number for none.</param>
/// <param name="High">The upper end of its interval; not a number for none.</param>
public sealed record Bar(string Name, double Value, double Low = double.NaN, double High = double.NaN);
