namespace Surefoot.Lab.Charts;

/// <summary>How values are laid along an axis.</summary>
public enum AxisScale
{
    /// <summary>Equal distances are equal differences.</summary>
    Linear,

    /// <summary>
    /// Equal distances are equal ratios. Values at or below zero have no place on it and are left out, which the chart
    /// says.
    /// </summary>
    Logarithmic,
}
