using Surefoot.Training.Configuration;

namespace Surefoot.Training.Metrics;

/// <summary>
/// A figure of how well a network does beside its loss, such as the mean absolute error; training does not make it
/// small. Give one to <see cref="Runs.Trainer{T}.Metrics"/>: it is taken over the validation rows after each epoch and
/// over the test rows at the end, and the saved model keeps it.
/// </summary>
public abstract class Metric
{
    /// <summary>
    /// The key by which model files know this kind of metric and by which figures are named: 1 to 64 small letters,
    /// digits, '-', '_' or '.'. A kind of one's own had best have a point in it, such as "acme.within_ten".
    /// </summary>
    public abstract string Kind { get; }

    /// <summary>What the metric is, as a model file holds it: its kind and its settings.</summary>
    public Config GetConfig()
    {
        var config = new Config(Kind);
        AddSettings(config);
        return config;
    }

    /// <summary>Adds every setting that changes the figure; unless overridden none.</summary>
    /// <param name="config">Where to add them.</param>
    protected virtual void AddSettings(Config config) { }

    /// <summary>Begins to take the figure over a set of rows.</summary>
    public abstract MetricTally Begin();
}
