namespace Surefoot.Lab.Descent.Surfaces;

/// <summary>Rosenbrock's banana: a curved valley that is easy to find and hard to follow (Rosenbrock 1960).</summary>
public sealed class Rosenbrock : Surface
{
    /// <inheritdoc/>
    public override string Name => "rosenbrock";

    /// <inheritdoc/>
    public override string Title => "Rosenbrock";

    /// <inheritdoc/>
    public override string Formula => "(1 − x)² + 100·(y − x²)²";

    /// <inheritdoc/>
    public override string Sentence =>
        "A curved valley whose floor falls very little. Steps that are right for the walls are far too short "
        + "for the floor.";

    /// <inheritdoc/>
    public override Field Field => new(-2, 2, -1, 3);

    /// <inheritdoc/>
    public override Spot Start => new(-1.2, 2.2);

    /// <inheritdoc/>
    public override Spot? Minimum => new(1, 1);

    /// <inheritdoc/>
    public override Rates Rates => new(0.05, 0.3, 0.15, 0.0005, 0.001);

    /// <inheritdoc/>
    public override int Steps => 400;

    /// <inheritdoc/>
    public override double Height(Spot at)
    {
        double off = at.Y - (at.X * at.X),
            left = 1 - at.X;
        return (left * left) + (100 * off * off);
    }

    /// <inheritdoc/>
    public override Spot Gradient(Spot at)
    {
        double off = at.Y - (at.X * at.X);
        return new((-2 * (1 - at.X)) - (400 * at.X * off), 200 * off);
    }
}
