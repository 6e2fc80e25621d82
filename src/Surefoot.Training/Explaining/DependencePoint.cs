namespace Surefoot.Training.Explaining;

/// <summary>A value that was tried in a column, and what is predicted on average.</summary>
/// <param name="Label">The value as people write it.</param>
/// <param name="Number">The number that it is; null for a category, a part of a date, or a missing value.</param>
/// <param name="Means">The mean prediction, one for each of <see cref="PartialDependence.Outputs"/>.</param>
public sealed record DependencePoint(string Label, double? Number, IReadOnlyList<double> Means);
