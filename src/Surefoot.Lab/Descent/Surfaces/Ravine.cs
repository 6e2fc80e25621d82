namespace Surefoot.Lab.Descent.Surfaces;

/// <summary>A narrow valley with steep walls and an almost level floor.</summary>
public sealed class Ravine : Surface
{
    /// <inheritdoc/>
    public override string Name => "ravine";

    /// <inheritdoc/>
    public override string Title => "Ravine";

    /// <inheritdoc/>
    public override string Formula => "x²/20 + 5·y²";

    /// <inheritdoc/>
    public override string Sentence =>
        "The walls are a hundred times as steep as the floor. Gradient descent bounces between them; "
        + "dividing by the root mean square makes both directions alike.";

    /// <inheritdoc/>
    public override Field Field => new(-9, 3, -1.6, 1.6);

    /// <inheritdoc/>
    public override Spot Start => new(-8, 1.2);

    /// <inheritdoc/>
    public override Spot? Minimum => new(0, 0);

    /// <inheritdoc/>
    public override Rates Rates => new(0.05, 0.6, 0.15, 0.02, 0.19);

    /// <inheritdoc/>
    public override double Height(Spot at) => (at.X * at.X / 20) + (5 * at.Y * at.Y);

    /// <inheritdoc/>
    public override Spot Gradient(Spot at) => new(at.X / 10, 10 * at.Y);
}
