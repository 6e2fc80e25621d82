namespace Surefoot.Lab.Descent.Surfaces;

/// <summary>A pass between two hills: level in the middle, down on both sides.</summary>
public sealed class Saddle : Surface
{
    /// <inheritdoc/>
    public override string Name => "saddle";

    /// <inheritdoc/>
    public override string Title => "Saddle";

    /// <inheritdoc/>
    public override string Formula => "x² − y² + y⁴/4";

    /// <inheritdoc/>
    public override string Sentence =>
        "The walk begins almost on the ridge that leads to the saddle, where the way out has hardly any "
        + "slope. What divides by the size of the gradients leaves early; plain gradient descent lingers.";

    /// <inheritdoc/>
    public override Field Field => new(-2, 2, -2.2, 2.2);

    /// <inheritdoc/>
    public override Spot Start => new(-1.6, 0.001);

    /// <inheritdoc/>
    public override Spot? Minimum => new(0, Math.Sqrt(2));

    /// <inheritdoc/>
    public override Rates Rates => new(0.02, 0.2, 0.05, 0.01, 0.05);

    /// <inheritdoc/>
    public override double Height(Spot at) => (at.X * at.X) - (at.Y * at.Y) + (at.Y * at.Y * at.Y * at.Y / 4);

    /// <inheritdoc/>
    public override Spot Gradient(Spot at) => new(2 * at.X, (-2 * at.Y) + (at.Y * at.Y * at.Y));
}
