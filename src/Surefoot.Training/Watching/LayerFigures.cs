using System.Runtime.InteropServices;

namespace Surefoot.Training.Watching;

/// <summary>A layer's health without its name, as the watcher keeps it.</summary>
[StructLayout(LayoutKind.Auto)]
record struct LayerFigures
{
    public double GradientNorm, WeightNorm, UpdateRatio;
    public RateQuantiles Rates;

    /// <summary>The share of dead units; NaN where the layer has no rectifier.</summary>
    public double Dead;

    /// <summary>The same with the layer's name.</summary>
    public readonly LayerHealth Of(string layer) => new(layer, GradientNorm, WeightNorm, UpdateRatio, Rates, double.IsNaN(Dead) ? null : Dead);
}
