using System.Numerics;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Losses;

/// <summary>
/// The losses of the library by their kinds, and how each is built again from its config: the one list.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
static class LossKinds<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Every kind of the library.</summary>
    public static IReadOnlyDictionary<string, Func<Config, Loss<T>>> All { get; } =
        new Dictionary<string, Func<Config, Loss<T>>>(StringComparer.Ordinal)
        {
            ["binary_cross_entropy"] = _ => new BinaryCrossEntropy<T>(),
            ["huber"] = config => new Huber<T>(config.Double("delta")),
            ["mean_absolute_error"] = _ => new MeanAbsolute<T>(),
            ["mean_squared_error"] = _ => new MeanSquared<T>(),
            ["softmax_cross_entropy"] = config => new SoftmaxCrossEntropy<T>(
                config.Double("smoothing"),
                config.OptionalDoubles("weights")
            ),
        };

    /// <summary>The loss that a config describes, the same to the last setting.</summary>
    /// <param name="config">What was written.</param>
    /// <param name="others">Kinds beside those of the library; null for none.</param>
    /// <exception cref="FormatException">
    /// The kind is not known, a setting is missing or wrong, or what was built says that it is something else.
    /// </exception>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static Loss<T> Build(Config config, IReadOnlyDictionary<string, Func<Config, Loss<T>>>? others = null)
    {
        Func<Config, Loss<T>> build =
            All.GetValueOrDefault(config.Kind)
            ?? others?.GetValueOrDefault(config.Kind)
            ?? throw new FormatException(
                $"it was trained on a loss of the kind \"{config.Kind}\", which is not one of the library's; "
                    + "a program that knows it "
                    + "gives it to SavedModel.Load in a ModelRegistry"
            );
        Loss<T> loss = build(config);
        return Config.FirstDifference(config, loss.GetConfig()) is not var (written, built)
            ? loss
            : throw new FormatException(
                $"the file has the loss \"{written}\", which this version would build as \"{built}\""
            );
    }

    /// <summary>
    /// The loss of a name, as files of version 1 hold it; they held losses with their usual settings alone.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <exception cref="FormatException">There is no loss of this name.</exception>
    public static Loss<T> OfVersion1(string name) =>
        name switch
        {
            "softmax cross-entropy" => new SoftmaxCrossEntropy<T>(),
            "mean squared error" => new MeanSquared<T>(),
            "mean absolute error" => new MeanAbsolute<T>(),
            "Huber loss" => new Huber<T>(),
            "binary cross-entropy" => new BinaryCrossEntropy<T>(),
            _ => throw new FormatException($"There is no loss called \"{name}\"."),
        };
}
