namespace Surefoot.Lab.Charts;

/// <summary>One line of a chart. A value that is not finite interrupts the line.</summary>
public sealed record Series
{
    /// <summary>Makes a line.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="x">Where the points stand, ascending.</param>
    /// <param name="y">Their values: as many as <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">The two lists differ in length.</exception>
    public Series(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count)
            throw new ArgumentException(
                $"Series '{name}' has {x.Count} positions and {y.Count} values; it needs as many of one as of "
                    + "the other.",
                nameof(y)
            );
        (Name, X, Y) = (name, x, y);
    }

    /// <summary>What the legend calls it.</summary>
    public string Name { get; }

    /// <summary>Where the points stand, ascending.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>The values.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>The area around the line. None by default.</summary>
    /// <exception cref="ArgumentException">Its edges have another length than the line.</exception>
    public Band? Band
    {
        get;
        init
        {
            if (value is not null && (value.Low.Count != Y.Count || value.High.Count != Y.Count))
                throw new ArgumentException(
                    $"The band of series '{Name}' has {value.Low.Count} lower and {value.High.Count} upper "
                        + $"values; the line has {Y.Count}.",
                    nameof(value)
                );
            field = value;
        }
    }

    /// <summary>
    /// Which of the palette's looks it has, so that a line looks the same in several charts. Its place in the legend by
    /// default.
    /// </summary>
    public int? Look { get; init; }

    /// <summary>
    /// True for a line that stands behind another of the same look, as unsmoothed values do: thin, pale, and not in the
    /// legend. False by default.
    /// </summary>
    public bool IsFaint { get; init; }
}
