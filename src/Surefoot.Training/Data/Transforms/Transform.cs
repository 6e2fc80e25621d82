using Surefoot.Randomness;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Transforms;

/// <summary>
/// A random change of a training row, made anew in every epoch. What it draws is a function of (seed, place in the
/// list, epoch, row), so neither threads nor the other rows of a batch change it. Write one of your own by deriving
/// from this.
/// </summary>
public abstract record Transform
{
    /// <summary>Refuses rows that this cannot change.</summary>
    /// <param name="shape">The shape of a row.</param>
    /// <exception cref="ArgumentException">The shape does not fit.</exception>
    public virtual void Check(Shape shape) { }

    /// <summary>Changes a row in place; allocates nothing and is thread-safe.</summary>
    /// <param name="values">The row's numbers.</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="random">This epoch's random numbers, of which every row and number has its own.</param>
    /// <param name="row">The row: draw at indices made of it.</param>
    public abstract void Apply(Span<float> values, Shape shape, RandomStream random, int row);

    private protected static void NeedImages(Shape shape, string name)
    {
        if (shape.Rank != 3)
            throw new ArgumentException(
                $"{name} changes images, [channels, height, width]; the rows have the shape {shape}."
            );
    }
}
