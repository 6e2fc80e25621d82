using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Watching;

/// <summary>How the effective rates η/(√v + ε) of a layer's weights are spread; NaN where none are known yet.</summary>
/// <param name="Q05">The rate that 5 % of the weights stay below.</param>
/// <param name="Q25">The rate that 25 % stay below.</param>
/// <param name="Q50">The median rate.</param>
/// <param name="Q75">The rate that 75 % stay below.</param>
/// <param name="Q95">The rate that 95 % stay below.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RateQuantiles(double Q05, double Q25, double Q50, double Q75, double Q95)
{
    /// <summary>No rates.</summary>
    public static RateQuantiles None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>The five numbers in rising order.</summary>
    public JsonArray ToJson() => new(Short(Q05), Short(Q25), Short(Q50), Short(Q75), Short(Q95));

    internal static RateQuantiles FromJson(JsonFields json, string name) =>
        json.Numbers(name) switch
        {
            [var q05, var q25, var q50, var q75, var q95] => new(q05, q25, q50, q75, q95),
            _ => throw json.Wrong(name, "is not a list of five numbers"),
        };

    static JsonNode? Short(double rate) => JsonFields.Short(rate);
}
