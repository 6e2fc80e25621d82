namespace Surefoot.Training.Data.Numpy;

/// <summary>
/// The positions that an array's elements go to, one after another in the order of the file: an odometer over its
/// indices.
/// </summary>
sealed class ElementWalk
{
    // Fastest index first.
    readonly int[] sizes,
        strides,
        indices;
    long position;

    /// <summary>A walk from the first element.</summary>
    /// <param name="sizes">The array's sizes, outermost first.</param>
    /// <param name="strides">How far apart two neighbours along each of them go.</param>
    /// <param name="fortran">Whether the first index runs fastest in the file.</param>
    internal ElementWalk(int[] sizes, int[] strides, bool fortran)
    {
        this.sizes = fortran ? [.. sizes] : [.. sizes.Reverse()];
        this.strides = fortran ? [.. strides] : [.. strides.Reverse()];
        indices = new int[sizes.Length];
    }

    /// <summary>The position of this element; moves on to the next.</summary>
    internal long Next()
    {
        long here = position;
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            position += strides[axis];
            if (++indices[axis] < sizes[axis])
                break;
            position -= (long)strides[axis] * sizes[axis];
            indices[axis] = 0;
        }
        return here;
    }
}
