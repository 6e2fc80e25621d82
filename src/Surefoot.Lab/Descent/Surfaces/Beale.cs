namespace Surefoot.Lab.Descent.Surfaces;

/// <summary>Beale's function: level plains between steep corners (Beale 1958).</summary>
public sealed class Beale : Surface
{
    /// <inheritdoc/>
    public override string Name => "beale";

    /// <inheritdoc/>
    public override string Title => "Beale";

    /// <inheritdoc/>
    public override string Formula => "(1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²";

    /// <inheritdoc/>
    public override string Sentence =>
        "Corners a thousand times as steep as the plain between them. See whose steps shrink in the corner, "
        + "and whose recover on the plain.";

    /// <inheritdoc/>
    public override Field Field => new(-1, 4.5, -2.2, 2.2);

    /// <inheritdoc/>
    public override Spot Start => new(0.7, 1.8);

    /// <inheritdoc/>
    public override Spot? Minimum => new(3, 0.5);

    /// <inheritdoc/>
    public override Rates Rates => new(0.02, 0.4, 0.08, 0.001, 0.005);

    /// <inheritdoc/>
    public override int Steps => 300;

    /// <inheritdoc/>
    public override double Height(Spot at)
    {
        (double a, double b, double c) = Terms(at);
        return (a * a) + (b * b) + (c * c);
    }

    /// <inheritdoc/>
    public override Spot Gradient(Spot at)
    {
        (double x, double y) = (at.X, at.Y);
        (double a, double b, double c) = Terms(at);
        return new(
            2 * ((a * (y - 1)) + (b * ((y * y) - 1)) + (c * ((y * y * y) - 1))),
            2 * x * (a + (2 * b * y) + (3 * c * y * y))
        );
    }

    static (double A, double B, double C) Terms(Spot at)
    {
        (double x, double y) = (at.X, at.Y);
        return (1.5 - x + (x * y), 2.25 - x + (x * y * y), 2.625 - x + (x * y * y * y));
    }
}
