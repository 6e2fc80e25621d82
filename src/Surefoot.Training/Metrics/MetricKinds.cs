using Surefoot.Training.Configuration;

namespace Surefoot.Training.Metrics;

/// <summary>
/// The metrics of the library by their kinds, and how each is built again from its config: the one list.
/// </summary>
static class MetricKinds
{
    /// <summary>Every kind of the library.</summary>
    public static IReadOnlyDictionary<string, Func<Config, Metric>> All { get; } =
        new Dictionary<string, Func<Config, Metric>>(StringComparer.Ordinal)
        {
            ["mean_absolute_error"] = _ => new MeanAbsoluteError(),
            ["top_k_accuracy"] = config => new TopKAccuracy(config.Int("k")),
        };

    // What holds a model's metrics in its file.
    const string List = "metrics";

    /// <summary>Metrics as one config.</summary>
    public static Config Of(IEnumerable<Metric> metrics)
    {
        var list = new Config(List);
        foreach (Metric metric in metrics)
            list.Add(metric.GetConfig());
        return list;
    }

    /// <summary>The metrics that configs describe, one each.</summary>
    public static IReadOnlyList<Metric> Build(
        IEnumerable<Config> configs,
        IReadOnlyDictionary<string, Func<Config, Metric>>? others
    )
    {
        var list = new Config(List);
        foreach (Config config in configs)
            list.Add(config);
        return Build(list, others);
    }

    /// <summary>The metrics that a config describes, the same to the last setting.</summary>
    /// <param name="list">What <see cref="Of"/> made.</param>
    /// <param name="others">Kinds beside those of the library; null for none.</param>
    /// <exception cref="FormatException">
    /// A kind is not known, a setting is missing or wrong, or what was built says that it is something else.
    /// </exception>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public static IReadOnlyList<Metric> Build(Config list, IReadOnlyDictionary<string, Func<Config, Metric>>? others)
    {
        Metric[] metrics =
        [
            .. list.Children.Select(config =>
                (
                    All.GetValueOrDefault(config.Kind)
                    ?? others?.GetValueOrDefault(config.Kind)
                    ?? throw new FormatException(
                        $"it has a metric of the kind \"{config.Kind}\", which is not one of the library's; a "
                            + "program that knows it "
                            + "gives it to SavedModel.Load in a ModelRegistry"
                    )
                )(config)
            ),
        ];
        return Config.FirstDifference(list, Of(metrics)) is not var (written, built)
            ? metrics
            : throw new FormatException(
                $"the file has the metric \"{written}\", which this version would build as \"{built}\""
            );
    }
}
