using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data.Numpy;

/// <summary>
/// What the sizes of an array mean, and where each element goes among rows that are [features] or [channels, height,
/// width].
/// </summary>
/// <param name="Shape">The shape of one row.</param>
/// <param name="ChannelsLast">Whether an array of four sizes holds [count, height, width, channels].</param>
sealed record ArrayLayout(Shape Shape, bool ChannelsLast)
{
    const int MostChannels = 4;

    /// <summary>
    /// How many groups of numbers share a mean and a deviation: the features of a table, the channels of images.
    /// </summary>
    internal int Groups => Shape[0];

    /// <summary>
    /// The layout of an array: [n] is one feature, [n, features] a table, [n, height, width] grey images, and of four
    /// sizes the channels are the last if that is at most 4, else the second if that is.
    /// </summary>
    /// <param name="array">The array.</param>
    /// <param name="known">The layout of the training rows, or null.</param>
    /// <exception cref="DataException">The sizes fit none of these, or not the training rows.</exception>
    internal static ArrayLayout Of(NpyArray array, ArrayLayout? known)
    {
        int[] sizes = array.Header.Sizes;
        var layout = sizes.Length switch
        {
            1 => new ArrayLayout(new(1), false),
            2 => new ArrayLayout(new(sizes[1]), false),
            3 => new ArrayLayout(new(1, sizes[1], sizes[2]), false),
            4 when known?.ChannelsLast ?? sizes[3] <= MostChannels => new ArrayLayout(
                new(sizes[3], sizes[1], sizes[2]),
                true
            ),
            4 when known is not null || sizes[1] <= MostChannels => new ArrayLayout(
                new(sizes[1], sizes[2], sizes[3]),
                false
            ),
            4 => throw new DataException(
                $"{array.Name} has the shape {array.Shape}; images are (count, height, width, channels) or "
                    + "(count, channels, height, width) "
                    + $"with at most {MostChannels} channels. Reshape it."
            ),
            _ => throw new DataException(
                $"{array.Name} has the shape {array.Shape}; a table is (rows, features), and images are "
                    + "(count, height, width) with channels before or behind. Reshape it."
            ),
        };
        if (known is not null && layout.Shape != known.Shape)
            throw new DataException(
                $"{array.Name} has the shape {array.Shape}, rows of {layout.Shape}; the model reads rows of "
                    + $"{known.Shape}. Bring them to that shape."
            );
        return layout;
    }

    /// <summary>The group of a position in a row.</summary>
    internal int Group(int position) => Shape.Rank == 1 ? position : position / (Shape[1] * Shape[2]);

    /// <summary>
    /// For each number of a row in the order of the file, where in the row it goes. In C order alone.
    /// </summary>
    internal int[] Places(NpyHeader header)
    {
        var places = new int[Shape.Length];
        var walk = Walk(header);
        for (int i = 0; i < places.Length; i++)
            places[i] = (int)walk.Next();
        return places;
    }

    /// <summary>Walks through the positions of the elements in the order in which a file holds them.</summary>
    internal ElementWalk Walk(NpyHeader header)
    {
        int row = Shape.Length;
        int[] strides = header.Sizes.Length switch
        {
            1 => [1],
            2 => [row, 1],
            3 => [row, Shape[2], 1],
            _ when ChannelsLast => [row, Shape[2], 1, Shape[1] * Shape[2]],
            _ => [row, Shape[1] * Shape[2], Shape[2], 1],
        };
        return new(header.Sizes, strides, header.Fortran);
    }
}
