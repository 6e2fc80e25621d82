using Surefoot.Training.Data.Tables;

namespace Surefoot.Training.Data.Numpy;

/// <summary>Mean and deviation of each group of an array, over the training rows.</summary>
/// <param name="Means">What becomes 0.</param>
/// <param name="Scales">
/// What becomes 1 above it; infinite for a group that is constant, so that it becomes 0 whatever it is later.
/// </param>
/// <param name="Noisy">How many of the constant groups differ by rounding.</param>
sealed record ArrayFit(double[] Means, double[] Scales, int Noisy)
{
    /// <summary>Images of bytes, which are not fitted.</summary>
    internal static ArrayFit None { get; } = new([], [], 0);

    /// <summary>Goes through an array.</summary>
    /// <exception cref="DataException">A number is not finite, or every group is constant.</exception>
    internal static ArrayFit To(NpyArray inputs, ArrayLayout layout, int[] training)
    {
        var trains = new bool[inputs.Rows];
        foreach (int row in training)
            trains[row] = true;
        var moments = new Moments[layout.Groups];
        Array.Fill(moments, new(inputs.Header.Type.Precision));
        int width = layout.Shape.Length;
        var walk = layout.Walk(inputs.Header);
        inputs.Read(
            (numbers, count) =>
            {
                for (int i = 0; i < count; i++)
                {
                    long at = walk.Next();
                    int row = (int)(at / width);
                    if (!double.IsFinite(numbers[i]))
                        throw Refused.Input(inputs, row, numbers[i]);
                    if (trains[row])
                        moments[layout.Group((int)(at % width))].Add(numbers[i]);
                }
            }
        );
        if (Array.TrueForAll(moments, group => group.IsConstant))
            throw new DataException(
                $"{inputs.Name} is the same in every training "
                    + $"row{(moments.Any(group => group.IsNoise) ? " but for rounding" : "")}: there is nothing to "
                    + "learn from. Give rows that differ."
            );
        return new(
            Array.ConvertAll(moments, group => group.Mean),
            Array.ConvertAll(
                moments,
                group =>
                    group.IsConstant ? double.PositiveInfinity
                    : double.IsFinite(group.Deviation) ? group.Deviation
                    : 1
            ),
            moments.Count(group => group.IsNoise)
        );
    }

    /// <summary>A line about the groups that are left out; null where there is none.</summary>
    internal string? Note(ArrayLayout layout)
    {
        string[] constant =
        [
            .. Scales
                .Index()
                .Where(scale => double.IsInfinity(scale.Item))
                .Select(scale => NoteText.Count(scale.Index)),
        ];
        if (constant.Length == 0)
            return null;
        string what = layout.Shape.Rank == 1 ? "Feature" : "Channel",
            rounding = Noisy > 0 ? " but for rounding" : "";
        return constant.Length == 1
            ? $"{what} {constant[0]}, counted from 0, is left out: it is the same in every training "
                + $"row{rounding}, and read as 0."
            : $"{what}s {NoteText.List(constant)}, counted from 0, are left out: each is the same in every "
                + $"training row{rounding}, and read as 0.";
    }
}
