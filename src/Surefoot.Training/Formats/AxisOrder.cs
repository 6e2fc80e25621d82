namespace Surefoot.Training.Formats;

/// <summary>Puts the axes of a tensor into another order, as the layouts of other programs ask for.</summary>
static class AxisOrder
{
    /// <summary>A copy of a tensor whose axis i is axis <paramref name="order"/>[i] of the given one.</summary>
    /// <param name="values">The numbers, row-major.</param>
    /// <param name="sizes">The sizes as given, outermost first.</param>
    /// <param name="order">The given axes in their new order.</param>
    public static float[] Of(ReadOnlySpan<float> values, ReadOnlySpan<int> sizes, ReadOnlySpan<int> order)
    {
        Span<int> strides = stackalloc int[sizes.Length],
            taken = stackalloc int[sizes.Length],
            at = stackalloc int[sizes.Length];
        for (int axis = sizes.Length - 1, stride = 1; axis >= 0; stride *= sizes[axis--])
            strides[axis] = stride;
        for (int i = 0; i < order.Length; i++)
            taken[i] = sizes[order[i]];
        at.Clear();
        var copy = new float[values.Length];
        for (int to = 0, from = 0; to < copy.Length; to++)
        {
            copy[to] = values[from];
            for (int axis = order.Length - 1; axis >= 0; axis--)
            {
                from += strides[order[axis]];
                if (++at[axis] < taken[axis])
                    break;
                from -= at[axis] * strides[order[axis]];
                at[axis] = 0;
            }
        }
        return copy;
    }

    /// <summary>The order that undoes another.</summary>
    /// <param name="order">The other.</param>
    public static int[] Undone(ReadOnlySpan<int> order)
    {
        var undone = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
            undone[order[i]] = i;
        return undone;
    }

    /// <summary>The sizes of a tensor after its axes were put into an order.</summary>
    /// <param name="sizes">The sizes before.</param>
    /// <param name="order">The order.</param>
    public static int[] Sizes(ReadOnlySpan<int> sizes, ReadOnlySpan<int> order)
    {
        var taken = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
            taken[i] = sizes[order[i]];
        return taken;
    }
}
