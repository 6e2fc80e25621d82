namespace Surefoot.Lab.Charts;

/// <summary>One axis of a chart.</summary>
/// <param name="Label">What is measured, with its unit where it has one.</param>
public sealed record Axis(string Label)
{
    /// <summary>Linear by default.</summary>
    public AxisScale Scale { get; init; }

    /// <summary>True for counts such as epochs: no tick between whole numbers.</summary>
    public bool Whole { get; init; }

    /// <summary>True for shares in [0, 1] that are read as percentages.</summary>
    public bool Percent { get; init; }

    /// <summary>
    /// The value below which the axis never reaches, however much air is added around the data; 0 for a loss. None by
    /// default.
    /// </summary>
    public double Floor { get; init; } = double.NegativeInfinity;

    /// <summary>The value above which the axis never reaches; 1 for a share. None by default.</summary>
    public double Ceiling { get; init; } = double.PositiveInfinity;

    /// <summary>A value of this axis as text, for tables and for the tip that appears under the pointer.</summary>
    public string Text(double value) =>
        Whole ? NumberText.Whole(value)
        : Percent ? NumberText.Percent(value)
        : NumberText.Precise(value);
}
