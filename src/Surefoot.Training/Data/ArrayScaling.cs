using Surefoot.Training.Data.Tables;
using Surefoot.Training.Formats;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Data;

/// <summary>
/// What brings the numbers of a program's arrays to mean 0 and standard deviation 1: each feature of rows and of time
/// steps, each channel of images. What is constant over the training rows, but for rounding, becomes 0 and stays 0
/// whatever it is later.
/// </summary>
/// <param name="shape">The shape of one row.</param>
/// <param name="means">What becomes 0, a group each.</param>
/// <param name="scales">What becomes 1 above it; infinite for a group that is constant.</param>
sealed class ArrayScaling(Shape shape, double[] means, double[] scales)
{
    // How many numbers lie next to each other that belong to one group: the pixels of a channel.
    readonly int run = shape.Rank == 3 ? shape.Inner.Length : 1;

    public ReadOnlySpan<double> Means => means;

    public ReadOnlySpan<double> Scales => scales;

    /// <summary>The scaling that the training rows ask for.</summary>
    /// <exception cref="ArgumentException">
    /// Every group is constant, or there are more groups than a model's file holds.
    /// </exception>
    public static ArrayScaling Fit(Shape shape, float[] inputs, int[] training)
    {
        int groups = Groups(shape);
        if (groups > ModelBounds.Values / 4)
            throw new ArgumentException(
                $"A row has {NoteText.Count(groups, "feature")}; at most "
                    + $"{NoteText.Count(ModelBounds.Values / 4)} are standardized. Give standardize: false.",
                nameof(shape)
            );
        var moments = new Moments[groups];
        Array.Fill(moments, new(Moments.Single));
        int width = shape.Length,
            together = shape.Rank == 3 ? shape.Inner.Length : 1;
        foreach (int row in training)
        {
            ReadOnlySpan<float> numbers = inputs.AsSpan(row * width, width);
            for (int i = 0; i < width; i++)
                moments[i / together % groups].Add(numbers[i]);
        }
        if (Array.TrueForAll(moments, group => group.IsConstant))
            throw new ArgumentException(
                "The inputs are the same in every training row, but for rounding at most; there is nothing "
                    + "to learn from.",
                nameof(inputs)
            );
        return new(
            shape,
            Array.ConvertAll(moments, group => group.Mean),
            Array.ConvertAll(moments, group => group.IsConstant ? double.PositiveInfinity : group.Deviation)
        );
    }

    /// <summary>Writes what a network reads for rows.</summary>
    /// <param name="rows">Whole rows in their own units, finite.</param>
    /// <param name="to">As many numbers.</param>
    public void Apply(ReadOnlySpan<float> rows, Span<float> to)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            int group = i / run % means.Length;
            to[i] = (float)((rows[i] - means[group]) / scales[group]);
        }
    }

    /// <summary>A line about the groups that count for nothing; null where there is none.</summary>
    public string? Note()
    {
        string[] constant = [.. Constant.Select(group => NoteText.Count(group))];
        if (constant.Length == 0)
            return null;
        string what = shape.Rank == 3 ? "Channel" : "Feature";
        return constant.Length == 1
            ? $"{what} {constant[0]}, counted from 0, is the same in every training row and read as 0."
            : $"{what}s {NoteText.List(constant)}, counted from 0, are the same in every training row and read as 0.";
    }

    // JSON has no infinity.
    public StoredScaling Stored =>
        new(means, Array.ConvertAll(scales, scale => double.IsInfinity(scale) ? 1 : scale), [.. Constant]);

    IEnumerable<int> Constant =>
        scales.Index().Where(scale => double.IsInfinity(scale.Item)).Select(scale => scale.Index);

    internal static int Groups(Shape shape) => shape.Rank == 3 ? shape[0] : shape[^1];
}

/// <summary>An <see cref="ArrayScaling"/> as a file holds it.</summary>
sealed record StoredScaling(double[] Means, double[] Scales, int[] Constant)
{
    /// <summary>The scaling of rows of a shape.</summary>
    public ArrayScaling For(Shape shape)
    {
        int groups = ArrayScaling.Groups(shape);
        if (Means.Length != groups)
            throw new WrongValueException("is not as expected", ".inputs.means");
        if (Scales.Length != groups || !Array.TrueForAll(Scales, scale => scale > 0))
            throw new WrongValueException("is not as expected", ".inputs.scales");
        if (!Array.TrueForAll(Constant, group => group < groups))
            throw new WrongValueException("is not as expected", ".inputs.constant");
        foreach (int group in Constant)
            Scales[group] = double.PositiveInfinity;
        return new(shape, Means, Scales);
    }
}
