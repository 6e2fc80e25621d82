namespace Surefoot.Training.Runs;

/// <summary>What a metric says, as files hold it.</summary>
sealed record StoredMetric(string Kind, double Value)
{
    public static IReadOnlyList<StoredMetric> Of(IReadOnlyList<KeyValuePair<string, double>> metrics) =>
        [.. metrics.Select(metric => new StoredMetric(metric.Key, metric.Value))];

    // None is always the same empty list, so that records of runs without metrics are equal where their figures are.
    public static IReadOnlyList<KeyValuePair<string, double>> Pairs(IReadOnlyList<StoredMetric>? metrics) =>
        (metrics ?? []).Select(metric => KeyValuePair.Create(metric.Kind, metric.Value)).ToArray();
}
