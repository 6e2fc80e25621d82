namespace Surefoot.Lab.Descent;

/// <summary>A place on a surface, and as well a slope or a shift: one number for each coordinate.</summary>
/// <param name="X">The first coordinate.</param>
/// <param name="Y">The second.</param>
public readonly record struct Spot(double X, double Y);
