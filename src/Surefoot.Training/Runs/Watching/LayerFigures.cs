using System.Runtime.InteropServices;

namespace Surefoot.Training.Runs.Watching;

/// <summary>A layer's health without its name, as the watcher keeps it.</summary>
[StructLayout(LayoutKind.Auto)]
record struct LayerFigures
{
    public double GradientNorm,
        WeightNorm,
        UpdateRatio;
    public RateQuantiles Rates;

    /// <summary>The share of dead units; NaN where the layer has no rectifier.</summary>
    public double Dead;

    /// <summary>How many numbers they are in a checkpoint.</summary>
    public const int Length = 9;

    /// <summary>As numbers for a checkpoint.</summary>
    public readonly double[] Numbers =>
        [GradientNorm, WeightNorm, UpdateRatio, Rates.Q05, Rates.Q25, Rates.Q50, Rates.Q75, Rates.Q95, Dead];

    /// <summary>From the numbers of a checkpoint.</summary>
    public static LayerFigures Of(ReadOnlySpan<double> n) =>
        new()
        {
            GradientNorm = n[0],
            WeightNorm = n[1],
            UpdateRatio = n[2],
            Rates = new(n[3], n[4], n[5], n[6], n[7]),
            Dead = n[8],
        };

    /// <summary>The same with the layer's name.</summary>
    public readonly LayerHealth Of(string layer) =>
        new(layer, GradientNorm, WeightNorm, UpdateRatio, Rates, double.IsNaN(Dead) ? null : Dead);
}
