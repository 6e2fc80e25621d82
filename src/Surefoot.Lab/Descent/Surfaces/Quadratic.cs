namespace Surefoot.Lab.Descent.Surfaces;

/// <summary>
/// An elliptic bowl whose one axis is as many times as steep as the other as one likes, turned by 30° so that no axis
/// is a coordinate's.
/// </summary>
/// <param name="condition">The condition number κ: the ratio of the two curvatures, 1 or more.</param>
public sealed class Quadratic(double condition) : Surface
{
    /// <summary>κ where nothing is said.</summary>
    public const double UsualCondition = 30;

    static readonly double Cos = Math.Cos(Math.PI / 6),
        Sin = Math.Sin(Math.PI / 6);

    /// <inheritdoc/>
    public override string Name => "quadratic";

    /// <inheritdoc/>
    public override string Title => "Quadratic";

    /// <inheritdoc/>
    public override string Formula => "(κ·u² + w²)/2, with (u, w) being (x, y) turned by 30°";

    /// <inheritdoc/>
    public override string Sentence =>
        "A bowl of chosen condition. It is turned, and each weight is scaled by itself: so RMSprop cannot "
        + "undo the whole of it, as it can where the axes are the coordinates'.";

    /// <inheritdoc/>
    public override Field Field => new(-3, 3, -2.4, 2.4);

    /// <inheritdoc/>
    public override Spot Start => new(-2.4, -1.6);

    /// <inheritdoc/>
    public override Spot? Minimum => new(0, 0);

    /// <inheritdoc/>
    public override Rates Rates => new(0.02, 0.4, 0.08, 0.1 / condition, 1.8 / condition);

    /// <inheritdoc/>
    public override double Height(Spot at)
    {
        (double u, double w) = Turned(at);
        return ((condition * u * u) + (w * w)) / 2;
    }

    /// <inheritdoc/>
    public override Spot Gradient(Spot at)
    {
        (double u, double w) = Turned(at);
        return new((condition * u * Cos) - (w * Sin), (condition * u * Sin) + (w * Cos));
    }

    static (double U, double W) Turned(Spot at) => ((at.X * Cos) + (at.Y * Sin), (at.Y * Cos) - (at.X * Sin));
}
