using System.Text.Json.Nodes;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Comparing;

/// <summary>A figure over several seeds.</summary>
/// <param name="Mean">The mean; NaN where no run has the figure.</param>
/// <param name="Deviation">The standard deviation of the sample (n − 1); NaN with fewer than two runs.</param>
/// <param name="Count">How many runs have the figure.</param>
public readonly record struct Spread(double Mean, double Deviation, int Count)
{
    /// <summary>The spread of some figures; those that are not finite are left out.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0)
            return new(double.NaN, double.NaN, 0);
        double mean = finite.Average();
        return new(
            mean,
            finite.Length < 2
                ? double.NaN
                : Math.Sqrt(finite.Sum(value => (value - mean) * (value - mean)) / (finite.Length - 1)),
            finite.Length
        );
    }

    /// <summary>This spread as JSON.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);
}
