using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Rules;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Data.Transforms;
using Surefoot.Training.Formats;
using Surefoot.Training.Layers;
using Surefoot.Training.Losses;
using Surefoot.Training.Metrics;
using Surefoot.Training.Models;
using Surefoot.Training.Tensors;

namespace Surefoot.Training.Runs;

/// <summary>
/// Every setting of a run as values, defaults included: what run.json holds, what a report is made from, and what a run
/// is built from again when it is resumed. What may be a program's own is held as a <see cref="Config"/>, so that a
/// record can be read where its kind is not known.
/// </summary>
public sealed record RunSettings
{
    /// <summary>The optimizer's settings.</summary>
    public required Config Optimizer { get; init; }

    /// <summary>
    /// Groups of parameters with settings of their own, in the order in which they were added; mostly none.
    /// </summary>
    public IReadOnlyList<GroupSettings> Groups
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>
    /// The schedule of the learning rate: the warm-up, where there is one, and what follows it. Empty for a constant
    /// rate.
    /// </summary>
    public IReadOnlyList<Config> Schedule
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>How gradients are clipped; null for not at all.</summary>
    [JsonIgnore]
    public GradientClipping? Clipping { get; init; }

    [JsonInclude, JsonPropertyName("clipping")]
    internal StoredClipping? StoredClipping
    {
        get => Clipping is null ? null : new(Clipping.Kind, Clipping.Limit);
        init => Clipping = value?.Read();
    }

    /// <summary>What gradients are multiplied by before anything else.</summary>
    public double GradientScale { get; init; } = 1;

    /// <summary>What the optimizer does about gradients that are not finite.</summary>
    public NonFinitePolicy NonFinite { get; init; }

    /// <summary>What is made small.</summary>
    public required Config Loss { get; init; }

    /// <summary>The figures that are taken beside it.</summary>
    public IReadOnlyList<Config> Metrics
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>
    /// How long and how. Of the checkpoints it says how often and how many: they lie in the run's folder.
    /// </summary>
    public required TrainerOptions Trainer { get; init; }

    /// <summary>How the data was read, without random changes of rows; null where a program made the rows.</summary>
    public DataOptions? Data { get; init; }

    /// <summary>
    /// The path that the data was read from, as it was given; null for the built-in digits, and where a program made
    /// the rows.
    /// </summary>
    public string? DataPath { get; init; }

    /// <summary>The random changes of the training rows, in their order.</summary>
    public IReadOnlyList<Config> Transforms
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The shape of one example.</summary>
    public required Shape Input { get; init; }

    /// <summary>The layers.</summary>
    public required Config Network { get; init; }

    /// <summary>
    /// The file that the first weights came from; null where they are drawn from a seed, or a program set them.
    /// </summary>
    public string? Weights { get; init; }

    /// <summary>Whether the command writes the curves as a TensorBoard event file too.</summary>
    public bool TensorBoard { get; init; }

    /// <summary>Whether the command measures which columns count; null, as in files of earlier versions, for
    /// no.</summary>
    public bool? Importance { get; init; }

    /// <summary>The settings as an object of run.json; what there is none of is left out.</summary>
    public JsonObject ToJson() => JsonFile.Node(this);

    /// <summary>The settings of a run that is to be trained.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">What is made small.</param>
    /// <param name="optimizer">What moves the weights.</param>
    /// <param name="trainer">How long and how.</param>
    /// <param name="metrics">The figures taken beside the loss.</param>
    /// <param name="data">On what.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public static RunSettings Of<T>(
        Network<T> network,
        Loss<T> loss,
        Optimizer<T> optimizer,
        TrainerOptions trainer,
        IReadOnlyList<Metric> metrics,
        TrainingData data
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(data);
        return new()
        {
            Optimizer = OptimizerKinds.Write(optimizer.Options),
            Groups =
            [
                .. optimizer
                    .Groups.Skip(1)
                    .Select(group => new GroupSettings(
                        group.Name,
                        OptimizerKinds.Write(group.Options),
                        [.. network.Layout.Entries.Where(group.Selects).Select(range => range.Name)]
                    )),
            ],
            Schedule = ScheduleKinds.Write(optimizer.Schedule),
            Clipping = optimizer.Clipping,
            GradientScale = optimizer.GradientScale,
            NonFinite = optimizer.NonFinite,
            Loss = loss.GetConfig(),
            Metrics = [.. metrics.Select(metric => metric.GetConfig())],
            Trainer = trainer,
            Data = data.Options is { } read ? read with { Transforms = [] } : null,
            DataPath = data.Path,
            Transforms = [.. (data.Options?.Transforms ?? []).Select(TransformKinds.Write)],
            Input = network.InputShape,
            Network = network.GetConfig(),
        };
    }

    /// <summary>The optimizer's name for people: "rmsprop", "momentum".</summary>
    public string OptimizerName =>
        FindOptimizer()?.Name
        ?? (Optimizer.Kind == KindList.Other ? Optimizer.OptionalText("name") : null)
        ?? Optimizer.Kind;

    /// <summary>
    /// The optimizer's settings, from which its formula and the advice on it come; null where it is one of a program's
    /// own that is not in the registry.
    /// </summary>
    /// <param name="registry">Kinds of one's own; null for none.</param>
    public OptimizerOptions? FindOptimizer(ModelRegistry? registry = null)
    {
        try
        {
            return OptimizerKinds.Build(Optimizer, registry?.Optimizers);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The schedule; null where there is none, or one of a program's own.</summary>
    internal Schedules.Schedule? FindSchedule()
    {
        try
        {
            return ScheduleKinds.Build(Schedule);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// The first value in which the settings of a run differ from those that a program gives, on both sides; null where
    /// they are the same. Threads change no result.
    /// </summary>
    /// <param name="now">The program's.</param>
    internal (string Name, string Written, string Now)? FirstDifference(RunSettings now)
    {
        JsonObject one = Comparable(this),
            other = Comparable(now);
        return JsonFields.FirstDifference("settings", one, other);

        static JsonObject Comparable(RunSettings settings)
        {
            JsonObject json = (settings with { Trainer = settings.Trainer with { Threads = 1 } }).ToJson();
            // Where the data lie, and whence the weights came, may be another place now.
            foreach (string name in (string[])["dataPath", "weights", "tensorBoard"])
                json.Remove(name);
            (json["data"] as JsonObject)?.Remove("testPath");
            return json;
        }
    }

    /// <summary>
    /// The network of these settings, with zeros that a checkpoint must replace: how a program's weights began is not
    /// known.
    /// </summary>
    internal Network<float> BuildNetwork(ModelRegistry? registry) =>
        new(LayerKinds<float>.Build(Network, registry?.Layers), Input, seed: null);

    /// <summary>
    /// The network of a run of the command, with the weights that it began with; with zeros where those came from a
    /// file.
    /// </summary>
    internal Network<float> BuildCommandNetwork() =>
        Weights is null && NamedModel.Find(Network, Input) is { } named
            ? Network<float>.Build(named, Trainer.Seed)
            : BuildNetwork(registry: null);

    /// <summary>The optimizer of these settings at its beginning.</summary>
    internal Optimizer<float> BuildOptimizer(Network<float> network, ModelRegistry? registry)
    {
        var optimizer = new Optimizer<float>(OptimizerKinds.Build(Optimizer, registry?.Optimizers))
        {
            Layout = network.Layout,
            Schedule = ScheduleKinds.Build(Schedule, registry?.Schedules),
            Clipping = Clipping,
            GradientScale = GradientScale,
            NonFinite = NonFinite,
        };
        foreach (GroupSettings group in Groups)
        {
            HashSet<string> names = new(group.Parameters, StringComparer.Ordinal);
            optimizer.AddGroup(
                group.Name,
                OptimizerKinds.Build(group.Optimizer, registry?.Optimizers),
                range => names.Contains(range.Name)
            );
        }
        return optimizer;
    }

    /// <summary>What is made small.</summary>
    internal Loss<float> BuildLoss(ModelRegistry? registry) => LossKinds<float>.Build(Loss, registry?.Losses);

    /// <summary>The figures taken beside it.</summary>
    internal IReadOnlyList<Metric> BuildMetrics(ModelRegistry? registry) =>
        MetricKinds.Build(Metrics, registry?.Metrics);

    /// <summary>How the data is read again; null where a program made the rows.</summary>
    internal DataOptions? BuildData(ModelRegistry? registry) =>
        Data is null
            ? null
            : Data with
            {
                Transforms = [.. Transforms.Select(one => TransformKinds.Build(one, registry?.Transforms))],
            };
}
