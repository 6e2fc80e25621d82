using Surefoot.Training.Tensors;

namespace Surefoot.Training.Autodiff.Operations;

/// <summary>
/// What an operation takes beside its tensors, refused before anything is computed where an int cannot count it.
/// </summary>
static class ScratchSize
{
    /// <summary>Requires that an int counts the numbers that a convolution takes at once.</summary>
    /// <param name="pieces">How many pieces of work have memory of their own.</param>
    /// <param name="length">The numbers of one piece.</param>
    /// <param name="x">The images.</param>
    /// <param name="weight">The kernel.</param>
    /// <exception cref="ArgumentException">There are more.</exception>
    public static void Require(int pieces, Int128 length, Shape x, Shape weight)
    {
        if (pieces * length <= int.MaxValue)
            return;
        throw new ArgumentException(
            $"A convolution of {x} with a kernel {weight} takes {length} numbers beside its tensors for each "
                + $"of {pieces} pieces of work, in all more than {int.MaxValue}. Use smaller batches or smaller "
                + "images.",
            nameof(x)
        );
    }

    /// <summary>Requires the same of a recurrent layer.</summary>
    /// <param name="times">Its steps, or one more.</param>
    /// <param name="width">The numbers that it keeps for an example at a step.</param>
    /// <param name="x">Its input.</param>
    /// <param name="weight">The weights of its state.</param>
    /// <returns>How many numbers there are.</returns>
    /// <exception cref="ArgumentException">There are more.</exception>
    public static int Recurrent(long times, int width, Shape x, Shape weight)
    {
        Int128 length = (Int128)(times * x[0]) * width;
        return length <= int.MaxValue
            ? (int)length
            : throw new ArgumentException(
                $"A recurrent layer over {x} with state weights {weight} keeps {length} numbers beside its "
                    + $"tensors, more than {int.MaxValue}. Use smaller batches or shorter sequences.",
                nameof(x)
            );
    }
}
