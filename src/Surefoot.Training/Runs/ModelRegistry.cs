using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data.Transforms;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Metrics;

namespace Surefoot.Training.Runs;

/// <summary>
/// Kinds of layers, losses and metrics of one's own, by their keys and how each is built from its config: what
/// <see cref="SavedModel.Load(string, ModelRegistry?)"/> needs beside the file. Keras calls the same custom_objects.
/// Files name keys, never types, so that loading runs no code but what is given here.
/// </summary>
/// <example>
/// <code>
/// var registry = new ModelRegistry()
///     .AddLayer("acme.snake", config =&gt; new Snake&lt;float&gt;(config.Int("width"), config.Name))
///     .AddLoss("acme.log_cosh", config =&gt; new LogCosh&lt;float&gt;());
/// SavedModel model = SavedModel.Load("model.safetensors", registry);
/// </code>
/// </example>
public sealed class ModelRegistry
{
    readonly Dictionary<string, Func<Config, OptimizerOptions>> optimizers = new(StringComparer.Ordinal);
    readonly Dictionary<string, Func<Config, Schedule>> schedules = new(StringComparer.Ordinal);
    readonly Dictionary<string, Func<Config, Transform>> transforms = new(StringComparer.Ordinal);
    readonly Dictionary<string, LayerKinds<float>.Builder> layers = new(StringComparer.Ordinal);
    readonly Dictionary<string, Func<Config, Loss<float>>> losses = new(StringComparer.Ordinal);
    readonly Dictionary<string, Func<Config, Metric>> metrics = new(StringComparer.Ordinal);

    /// <summary>Adds a kind of layer that makes the layers inside it itself, or has none.</summary>
    /// <param name="kind">Its <see cref="Layer{T}.Kind"/>.</param>
    /// <param name="build">The layer of a config.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">
    /// The kind is no key, is one of the library's, or was added before.
    /// </exception>
    public ModelRegistry AddLayer(string kind, Func<Config, Layer<float>> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        return AddLayer(kind, (config, _) => build(config));
    }

    /// <summary>Adds a kind of layer that is given the layers inside it.</summary>
    /// <param name="kind">Its <see cref="Layer{T}.Kind"/>.</param>
    /// <param name="build">The layer of a config and of the layers inside it, which are built already.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">
    /// The kind is no key, is one of the library's, or was added before.
    /// </exception>
    public ModelRegistry AddLayer(string kind, Func<Config, IReadOnlyList<Layer<float>>, Layer<float>> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        Check(kind, LayerKinds<float>.All.ContainsKey(kind), layers.ContainsKey(kind));
        layers.Add(kind, new(build));
        return this;
    }

    /// <summary>Adds a kind of loss.</summary>
    /// <param name="kind">Its <see cref="Loss{T}.Kind"/>.</param>
    /// <param name="build">The loss of a config.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">
    /// The kind is no key, is one of the library's, or was added before.
    /// </exception>
    public ModelRegistry AddLoss(string kind, Func<Config, Loss<float>> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        Check(kind, LossKinds<float>.All.ContainsKey(kind), losses.ContainsKey(kind));
        losses.Add(kind, build);
        return this;
    }

    /// <summary>Adds a kind of metric.</summary>
    /// <param name="kind">Its <see cref="Metric.Kind"/>.</param>
    /// <param name="build">The metric of a config.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">
    /// The kind is no key, is one of the library's, or was added before.
    /// </exception>
    public ModelRegistry AddMetric(string kind, Func<Config, Metric> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        Check(kind, MetricKinds.All.ContainsKey(kind), metrics.ContainsKey(kind));
        metrics.Add(kind, build);
        return this;
    }

    /// <summary>
    /// Adds a kind of optimizer: for <c>Trainer.Resume</c>, which builds a run again from its settings.
    /// </summary>
    /// <param name="kind">Its <see cref="IConfigurable.Kind"/>.</param>
    /// <param name="build">
    /// The options of a config; the learning rate and what else every optimizer has are set after it.
    /// </param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">
    /// The kind is no key, is one of the library's, or was added before.
    /// </exception>
    public ModelRegistry AddOptimizer(string kind, Func<Config, OptimizerOptions> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        Check(kind, OptimizerKinds.Kinds.Contains(kind, StringComparer.Ordinal), optimizers.ContainsKey(kind));
        optimizers.Add(kind, build);
        return this;
    }

    /// <summary>Adds a kind of schedule.</summary>
    /// <param name="kind">Its <see cref="IConfigurable.Kind"/>.</param>
    /// <param name="build">The schedule of a config.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">
    /// The kind is no key, is one of the library's, or was added before.
    /// </exception>
    public ModelRegistry AddSchedule(string kind, Func<Config, Schedule> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        Check(kind, ScheduleKinds.Kinds.Contains(kind, StringComparer.Ordinal), schedules.ContainsKey(kind));
        schedules.Add(kind, build);
        return this;
    }

    /// <summary>Adds a kind of random change of rows.</summary>
    /// <param name="kind">Its <see cref="IConfigurable.Kind"/>.</param>
    /// <param name="build">The change of a config.</param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">
    /// The kind is no key, is one of the library's, or was added before.
    /// </exception>
    public ModelRegistry AddTransform(string kind, Func<Config, Transform> build)
    {
        ArgumentNullException.ThrowIfNull(build);
        Check(kind, TransformKinds.Kinds.Contains(kind, StringComparer.Ordinal), transforms.ContainsKey(kind));
        transforms.Add(kind, build);
        return this;
    }

    internal IReadOnlyDictionary<string, Func<Config, OptimizerOptions>> Optimizers => optimizers;

    internal IReadOnlyDictionary<string, Func<Config, Schedule>> Schedules => schedules;

    internal IReadOnlyDictionary<string, Func<Config, Transform>> Transforms => transforms;

    internal IReadOnlyDictionary<string, LayerKinds<float>.Builder> Layers => layers;

    internal IReadOnlyDictionary<string, Func<Config, Metric>> Metrics => metrics;

    internal IReadOnlyDictionary<string, Func<Config, Loss<float>>> Losses => losses;

    static void Check(string kind, bool ours, bool twice)
    {
        if (!Config.IsKind(kind))
            throw new ArgumentException(
                $"\"{kind}\" is no kind; a kind has 1 to 64 small letters, digits, '-', '_' or '.'.",
                nameof(kind)
            );
        if (ours)
            throw new ArgumentException(
                $"\"{kind}\" is a kind of the library's; give yours another key.",
                nameof(kind)
            );
        if (twice)
            throw new ArgumentException($"\"{kind}\" was added before.", nameof(kind));
    }
}
