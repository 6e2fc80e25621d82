using System.Globalization;
using Surefoot.Training.Data.Transforms;

namespace Surefoot.Cli.Settings;

/// <summary>From --augment to the random changes of training rows.</summary>
static class TransformSettings
{
    const int LargestShift = 1 << 14;

    /// <summary>The changes that were asked for, in their order; empty for none.</summary>
    /// <exception cref="UsageException">A word is unknown, or its number is missing or out of range.</exception>
    public static IReadOnlyList<Transform> From(string? text) => text is null ? [] : [.. text.Split(',').Select(One)];

    static Transform One(string word)
    {
        string[] parts = word.Split(':');
        string number = parts.Length == 2 ? parts[1] : "";
        return parts switch
        {
            ["flip"] => new Flip(),
            ["crop", _]
                when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels)
                    && pixels is >= 1 and <= LargestShift => new Crop(pixels),
            ["noise", _]
                when double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double deviation)
                    && double.IsFinite(deviation)
                    && deviation > 0 => new Noise(deviation),
            _ => throw new UsageException(
                $"--augment holds '{word}', which is not flip, crop: with a number of pixels, or noise: with "
                    + "a deviation above 0. Give, for example, --augment flip,crop:2,noise:0.1"
            ),
        };
    }
}
