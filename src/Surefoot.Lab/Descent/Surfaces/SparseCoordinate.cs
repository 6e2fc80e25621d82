namespace Surefoot.Lab.Descent.Surfaces;

/// <summary>A bowl whose second coordinate is a rare feature: most batches say nothing about it.</summary>
public sealed class SparseCoordinate : Surface
{
    /// <summary>One batch in this many has the rare feature.</summary>
    const int Every = 10;

    /// <inheritdoc/>
    public override string Name => "sparse";

    /// <inheritdoc/>
    public override string Title => "Sparse coordinate";

    /// <inheritdoc/>
    public override string Formula => "(x² + y²)/2, with a gradient for y at one step in ten";

    /// <inheritdoc/>
    public override string Sentence =>
        "y stands for a rare feature: nine steps in ten its gradient is 0. Gradient descent gives it a tenth "
        + "of the way; a mean square that stays small gives it longer steps.";

    /// <inheritdoc/>
    public override Field Field => new(-3, 1.5, -1, 3);

    /// <inheritdoc/>
    public override Spot Start => new(-2.5, 2.5);

    /// <inheritdoc/>
    public override Spot? Minimum => new(0, 0);

    /// <inheritdoc/>
    public override Rates Rates => new(0.05, 0.3, 0.05, 0.01, 0.05);

    /// <inheritdoc/>
    public override (bool X, bool Y) Seen(int step) => (true, step % Every == 1);

    /// <inheritdoc/>
    public override double Height(Spot at) => ((at.X * at.X) + (at.Y * at.Y)) / 2;

    /// <inheritdoc/>
    public override Spot Gradient(Spot at) => at;
}
