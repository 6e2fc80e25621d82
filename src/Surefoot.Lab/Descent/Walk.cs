using Surefoot.Optimizers;

namespace Surefoot.Lab.Descent;

/// <summary>
/// The walk of one optimizer down a surface: the steps are <see cref="Optimizer{T}"/>'s own, in double.
/// </summary>
public sealed class Walk
{
    static readonly Spot Unknown = new(double.NaN, double.NaN);

    Walk(Walker walker, IReadOnlyList<Footprint> prints, bool leftTheNumbers) =>
        (Walker, Prints, LeftTheNumbers) = (walker, prints, leftTheNumbers);

    /// <summary>Who walks.</summary>
    public Walker Walker { get; }

    /// <summary>The start, and the place after each step.</summary>
    public IReadOnlyList<Footprint> Prints { get; }

    /// <summary>Whether the walk ended early, because its gradient was no longer a finite number.</summary>
    public bool LeftTheNumbers { get; }

    /// <summary>Walks.</summary>
    /// <param name="surface">Where.</param>
    /// <param name="walker">Who.</param>
    /// <param name="steps">How many steps.</param>
    public static Walk Of(Surface surface, Walker walker, int steps)
    {
        Optimizer<double> optimizer = walker.Options.Create<double>();
        List<Footprint> prints = [new(surface.Start, surface.HeightAt(surface.Start, 1), Unknown, Unknown)];
        double[] weights = [surface.Start.X, surface.Start.Y],
            rates = new double[2];
        for (int step = 1; step <= steps; step++)
        {
            Spot gradient = surface.GradientAt(new(weights[0], weights[1]), step);
            try
            {
                optimizer.Step(weights, [gradient.X, gradient.Y]);
            }
            catch (NonFiniteGradientException)
            {
                return new(walker, prints, leftTheNumbers: true);
            }

            optimizer.EffectiveRates(rates);
            Spot at = new(weights[0], weights[1]);
            prints.Add(new(at, surface.HeightAt(at, step), Squares(optimizer), new(rates[0], rates[1])));
        }

        return new(walker, prints, leftTheNumbers: false);
    }

    // Centered, the mean square is the variance and the mean's own square; what divides is the variance, so that is
    // what is shown.
    static Spot Squares(Optimizer<double> optimizer)
    {
        string? squares = Walker.SquaresIn(optimizer.State.Select(slot => slot.Name));
        foreach (StateSlot<double> slot in optimizer.State)
        {
            if (slot.Name == squares)
                return new(slot.Values.Span[0], slot.Values.Span[1]);
        }

        return Unknown;
    }
}
