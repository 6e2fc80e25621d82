using System.Text.Json.Nodes;
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

    public JsonObject ToJson() =>
        new()
        {
            ["means"] = new JsonArray([.. means.Select(mean => JsonValue.Create(mean))]),
            // JSON has no infinity.
            ["scales"] = new JsonArray([
                .. scales.Select(scale => JsonValue.Create(double.IsInfinity(scale) ? 1 : scale)),
            ]),
            ["constant"] = new JsonArray([.. Constant.Select(group => JsonValue.Create(group))]),
        };

    public static ArrayScaling Restore(StoredJson json, Shape shape)
    {
        int groups = Groups(shape);
        double[] means = [.. json.Items("means", groups).Select(mean => mean.Number())],
            scales = [.. json.Items("scales", groups).Select(scale => scale.Positive())];
        if (means.Length != groups)
            throw json.Damaged("means");
        if (scales.Length != groups)
            throw json.Damaged("scales");
        foreach (int group in json.Items("constant", groups).Select(group => group.Integer(0, groups - 1)))
            scales[group] = double.PositiveInfinity;
        return new(shape, means, scales);
    }

    IEnumerable<int> Constant =>
        scales.Index().Where(scale => double.IsInfinity(scale.Item)).Select(scale => scale.Index);

    static int Groups(Shape shape) => shape.Rank == 3 ? shape[0] : shape[^1];
}
