namespace Surefoot.Training.Layers;

/// <summary>
/// What becomes of the rows of a bag. TensorFlow calls it the combiner, and has the same three; PyTorch's mode has the
/// first two and the largest.
/// </summary>
public enum BagReduction
{
    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their sum divided by how many there are.</summary>
    Mean,

    /// <summary>
    /// Their sum divided by the square root of how many there are: a long bag then has as much to say as a short one,
    /// as vectors of length 1 have.
    /// </summary>
    SquareRoot,
}
