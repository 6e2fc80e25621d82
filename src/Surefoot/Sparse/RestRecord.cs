using Surefoot.Sweeps;

namespace Surefoot.Sparse;

/// <summary>
/// What the steps of a run have done to rows without gradient, so that a row which rested can be caught up with at
/// once.
/// </summary>
internal abstract class RestRecord
{
    /// <summary>How many steps the record reaches back.</summary>
    public abstract int Reach { get; }

    /// <summary>What is kept of each step, for a checkpoint; empty where all steps do the same.</summary>
    public virtual Span<Rest> Steps => [];

    /// <summary>What is kept of blocks of steps, for a checkpoint; empty where all steps do the same.</summary>
    public virtual Span<Rest> Blocks => [];

    /// <summary>Forgets everything: all rows stand at the present step.</summary>
    /// <param name="now">The number of steps taken.</param>
    public abstract void Restart(long now);

    /// <summary>A step was taken.</summary>
    /// <param name="step">What it does to a row without gradient.</param>
    public abstract void Add(in Rest step);

    /// <summary>What the steps after <paramref name="then"/> have done, up to now.</summary>
    /// <param name="then">A number of steps; at most <see cref="Reach"/> back.</param>
    public abstract Rest Since(long then);

    /// <summary>Asks memory for what <see cref="Since"/> will need; nothing where it lies in cache anyway.</summary>
    /// <param name="then">A number of steps.</param>
    public virtual void Prefetch(long then) { }
}
