using System.Numerics;
using Surefoot.Training.Autodiff;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Layers;

/// <summary>Examples of fewer time steps than the batch's longest: padded with zeros at their end.</summary>
static class Padding
{
    /// <summary>
    /// How many time steps each example has, if those at its end in which every feature is 0 are padding.
    /// </summary>
    /// <param name="tape">Whose memory they lie in, until it is rewound.</param>
    /// <param name="x">[n, time, features].</param>
    public static unsafe ReadOnlySpan<int> Lengths<T>(Tape<T> tape, Tensor<T> x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Shape shape = x.Shape;
        int* lengths = tape.Take<int>(shape[0]);
        for (int i = 0; i < shape[0]; i++)
        {
            int used = 1 + x.Value.Slice(i * shape[1] * shape[2], shape[1] * shape[2]).LastIndexOfAnyExcept(T.Zero);
            lengths[i] = (used + shape[2] - 1) / shape[2];
        }
        return new(lengths, shape[0]);
    }

    /// <summary>1 for the time steps of each example, and 0 for those of its padding: [n, time, 1].</summary>
    public static Tensor<T> Mask<T>(Tape<T> tape, int times, ReadOnlySpan<int> lengths)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var mask = tape.Input(new Shape(lengths.Length, times, 1));
        mask.Value.Clear();
        for (int i = 0; i < lengths.Length; i++)
            mask.Value.Slice(i * times, lengths[i]).Fill(T.One);
        return mask;
    }

    /// <summary>Requires a length for each example, none beyond the input's time steps.</summary>
    /// <exception cref="ArgumentException">It is not so.</exception>
    public static void Check(string layer, ReadOnlySpan<int> lengths, Shape x)
    {
        if (lengths.Length != x[0])
            throw new ArgumentException(
                $"{layer} needs a length for each example; {lengths.Length} came for {x[0]}.",
                nameof(lengths)
            );
        for (int i = 0; i < lengths.Length; i++)
        {
            if ((uint)lengths[i] > (uint)x[1])
                throw new ArgumentException(
                    $"{layer}: the length of example {i} is {lengths[i]}; it must lie between 0 and the "
                        + $"{x[1]} time steps of the input.",
                    nameof(lengths)
                );
        }
    }
}
