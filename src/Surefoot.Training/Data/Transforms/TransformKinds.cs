using Surefoot.Training.Configuration;

namespace Surefoot.Training.Data.Transforms;

/// <summary>
/// The random changes of rows of the library by their kinds, how each is written as a config, and how it is built
/// again: the one list.
/// </summary>
static class TransformKinds
{
    static readonly Dictionary<string, Func<Config, Transform>> All = new(StringComparer.Ordinal)
    {
        ["crop"] = c => new Crop(c.Int("pixels")),
        ["flip"] = _ => new Flip(),
        ["noise"] = c => new Noise(c.Double("deviation")),
    };

    /// <summary>The kinds of the library.</summary>
    public static IEnumerable<string> Kinds => All.Keys;

    /// <summary>A change as a config.</summary>
    public static Config Write(Transform transform) =>
        transform switch
        {
            Crop crop => new Config("crop").Add("pixels", crop.Pixels),
            Flip => new Config("flip"),
            Noise noise => new Config("noise").Add("deviation", noise.Deviation),
            _ => KindList.Own(transform, transform.GetType().Name),
        };

    /// <summary>The change that a config describes.</summary>
    /// <param name="config">What was written.</param>
    /// <param name="others">Kinds beside those of the library; null for none.</param>
    /// <exception cref="FormatException">The kind is not known, or a setting is missing or wrong.</exception>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static Transform Build(Config config, IReadOnlyDictionary<string, Func<Config, Transform>>? others = null) =>
        KindList.Build(config, "a change of rows", All, others, Write);
}
