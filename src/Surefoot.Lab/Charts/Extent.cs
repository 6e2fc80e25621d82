namespace Surefoot.Lab.Charts;

/// <summary>The range of values that an axis shows.</summary>
/// <param name="Low">The lowest value shown.</param>
/// <param name="High">The highest value shown, above <paramref name="Low"/>.</param>
/// <param name="Scale">The scale really used: a logarithmic axis without a positive value becomes linear.</param>
readonly record struct Extent(double Low, double High, AxisScale Scale)
{
    /// <summary>The largest size that is drawn: beyond it a sum of two values would no longer be finite.</summary>
    public const double Largest = 1e300;

    /// <summary>Whether a value has a place on an axis of this scale.</summary>
    public static bool Shows(double value, AxisScale scale) =>
        double.IsFinite(value) && (scale == AxisScale.Linear || value > 0);

    /// <summary>
    /// Finds the range of the values that can be shown, and adds air: none where <paramref name="tight"/>.
    /// </summary>
    public static Extent Of(IEnumerable<double> values, Axis axis, bool tight)
    {
        double low = double.PositiveInfinity,
            high = double.NegativeInfinity,
            lowPositive = double.PositiveInfinity;
        foreach (double raw in values)
        {
            if (!double.IsFinite(raw))
                continue;
            double value = Math.Clamp(raw, -Largest, Largest);
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
            if (value > 0)
                lowPositive = Math.Min(lowPositive, value);
        }

        if (low > high)
            return new(0, 1, AxisScale.Linear);
        return axis.Scale == AxisScale.Logarithmic && high > 0
            ? Logarithmic(Math.Max(lowPositive, 1e-300), Math.Max(high, 1e-300), tight)
            : Linear(low, high, axis, tight);
    }

    static Extent Linear(double low, double high, Axis axis, bool tight)
    {
        if (low == high)
        {
            double air =
                axis.Whole ? 1
                : low == 0 ? 1
                : Math.Abs(low) * 0.1;
            (low, high) = (low - air, high + air);
        }
        else if (!tight)
        {
            // Out to the next tick, so that the first and the last line of the grid frame the data.
            double step = Ticks.RoundStep(low, high, 5, axis.Whole);
            (low, high) = (Math.Floor(low / step + 1e-9) * step, Math.Ceiling(high / step - 1e-9) * step);
        }

        double floored = Math.Max(low, axis.Floor),
            ceiled = Math.Min(high, axis.Ceiling);
        return floored < ceiled ? new(floored, ceiled, AxisScale.Linear) : new(low, high, AxisScale.Linear);
    }

    static Extent Logarithmic(double low, double high, bool tight)
    {
        if (low == high)
            return new(low / 2, high * 2, AxisScale.Logarithmic);
        double air = tight ? 1 : Math.Pow(high / low, 0.04);
        if (!double.IsFinite(air))
            air = 1;
        return new(Math.Max(low / air, 1e-307), Math.Min(high * air, 1e307), AxisScale.Logarithmic);
    }
}
