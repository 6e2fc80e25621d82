namespace Surefoot.Lab.Descent.Surfaces;

/// <summary>A bowl that lies still, then wanders: an objective that is not stationary.</summary>
public sealed class MovingMinimum : Surface
{
    /// <summary>The steps that it lies still for: long enough for AdaGrad to slow down.</summary>
    const int Still = 60;

    /// <inheritdoc/>
    public override string Name => "moving";

    /// <inheritdoc/>
    public override string Title => "Moving minimum";

    /// <inheritdoc/>
    public override string Formula => "(x − a)² + 3·(y − b)², where (a, b) rests for 60 steps and then moves";

    /// <inheritdoc/>
    public override string Sentence =>
        "From step 60 on the minimum wanders off. RMSprop forgets old gradients and follows; AdaGrad's rates "
        + "have only fallen, and it is left behind.";

    /// <inheritdoc/>
    public override Field Field => new(-3.6, 3.6, -2.8, 2.8);

    /// <inheritdoc/>
    public override Spot Start => new(-3.2, -2.4);

    /// <inheritdoc/>
    public override Spot? Minimum => new(-1.5, -1);

    /// <inheritdoc/>
    public override Rates Rates => new(0.03, 0.2, 0.05, 0.01, 0.02);

    /// <inheritdoc/>
    public override int Steps => 240;

    /// <inheritdoc/>
    public override Spot Shift(int step)
    {
        double turned = Math.Max(0, step - Still) * Math.PI / 180;
        return new(1.5 * (1 - Math.Cos(turned)), 1.6 * Math.Sin(turned));
    }

    /// <inheritdoc/>
    public override double Height(Spot at) => ((at.X + 1.5) * (at.X + 1.5)) + (3 * (at.Y + 1) * (at.Y + 1));

    /// <inheritdoc/>
    public override Spot Gradient(Spot at) => new(2 * (at.X + 1.5), 6 * (at.Y + 1));
}
