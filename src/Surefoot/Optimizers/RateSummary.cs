namespace Surefoot.Optimizers;

/// <summary>How the effective rates of many weights are spread. Quantiles are exact to 1 %.</summary>
/// <param name="Count">How many weights.</param>
/// <param name="Smallest">The smallest rate.</param>
/// <param name="Tenth">The rate that a tenth of the weights stay below.</param>
/// <param name="Median">The rate that half of the weights stay below.</param>
/// <param name="Ninetieth">The rate that nine tenths of the weights stay below.</param>
/// <param name="Largest">The largest rate.</param>
public readonly record struct RateSummary(
    long Count,
    double Smallest,
    double Tenth,
    double Median,
    double Ninetieth,
    double Largest
);
