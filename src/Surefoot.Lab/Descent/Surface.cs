using Surefoot.Lab.Descent.Surfaces;

namespace Surefoot.Lab.Descent;

/// <summary>
/// A function of two coordinates for optimizers to walk down. Derive from it to add one, and give it a place in
/// <see cref="All"/>.
/// </summary>
public abstract class Surface
{
    /// <summary>Every surface, in the order in which the page offers them.</summary>
    public static IReadOnlyList<Surface> All { get; } =
    [
        new Ravine(),
        new Saddle(),
        new Rosenbrock(),
        new Beale(),
        new Quadratic(Quadratic.UsualCondition),
        new MovingMinimum(),
        new SparseCoordinate(),
    ];

    /// <summary>What addresses call it.</summary>
    public abstract string Name { get; }

    /// <summary>What people call it.</summary>
    public abstract string Title { get; }

    /// <summary>The function, as text.</summary>
    public abstract string Formula { get; }

    /// <summary>What there is to see, in a sentence or two.</summary>
    public abstract string Sentence { get; }

    /// <summary>What is shown.</summary>
    public abstract Field Field { get; }

    /// <summary>Where every walk begins.</summary>
    public abstract Spot Start { get; }

    /// <summary>Where the function is least at first; null where it has no least value.</summary>
    public abstract Spot? Minimum { get; }

    /// <summary>The rates that the sliders stand at first.</summary>
    public abstract Rates Rates { get; }

    /// <summary>How many steps show the difference. 200 by default.</summary>
    public virtual int Steps => 200;

    /// <summary>How far the whole surface has moved before a step. Not at all by default.</summary>
    /// <param name="step">The step, counted from 1.</param>
    public virtual Spot Shift(int step) => default;

    /// <summary>
    /// Which coordinates' slopes an optimizer gets to see at a step; the other's is 0. Both by default.
    /// </summary>
    /// <param name="step">The step, counted from 1.</param>
    public virtual (bool X, bool Y) Seen(int step) => (true, true);

    /// <summary>The value where the surface stands at first.</summary>
    public abstract double Height(Spot at);

    /// <summary>Both derivatives of <see cref="Height"/>.</summary>
    public abstract Spot Gradient(Spot at);

    /// <summary>The value at a step.</summary>
    /// <param name="at">The place.</param>
    /// <param name="step">The step, counted from 1.</param>
    public double HeightAt(Spot at, int step) => Height(Unshifted(at, step));

    /// <summary>The gradient that an optimizer is given at a step.</summary>
    /// <param name="at">The place.</param>
    /// <param name="step">The step, counted from 1.</param>
    public Spot GradientAt(Spot at, int step)
    {
        Spot slope = Gradient(Unshifted(at, step));
        (bool x, bool y) = Seen(step);
        return new(x ? slope.X : 0, y ? slope.Y : 0);
    }

    Spot Unshifted(Spot at, int step)
    {
        Spot shift = Shift(step);
        return new(at.X - shift.X, at.Y - shift.Y);
    }
}
