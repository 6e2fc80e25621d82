using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Surefoot.Clipping;
using Surefoot.Rules;

namespace Surefoot.Tests.Golden;

/// <summary>One stored trajectory, and the options of ours that must follow it.</summary>
public sealed class GoldenCase
{
    readonly JsonNode json;

    GoldenCase(string id)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("golden/" + id)!;
        json = JsonNode.Parse(stream)!;
        Family = json["family"]!.GetValue<string>();
        Initial = Numbers(json["initial"]!);
        Gradients = [.. json["gradients"]!.AsArray().Select(row => Numbers(row!))];
    }

    public static IEnumerable<string> Ids =>
        Assembly
            .GetExecutingAssembly()
            .GetManifestResourceNames()
            .Where(name => name.StartsWith("golden/", StringComparison.Ordinal))
            .Select(name => name["golden/".Length..])
            .Order(StringComparer.Ordinal);

    public string Family { get; }

    public double[] Initial { get; }

    public double[][] Gradients { get; }

    public static GoldenCase Load(string id) => new(id);

    public bool Has(string precision) => json[precision] is not null;

    public double[]? Parameters(string precision, int step) =>
        json[precision]!["params"]![$"{step}"] is { } row ? Numbers(row) : null;

    public double[]? State(string name, string precision = "float64") =>
        json[precision]!["state"]![name] is JsonArray row ? Numbers(row) : null;

    public GradientClipping? Clipping =>
        Maybe("clipnorm") is { } norm ? GradientClipping.ByNorm(norm)
        : Maybe("clipvalue") is { } value ? GradientClipping.ByValue(value)
        : null;

    public OptimizerOptions Options =>
        Family switch
        {
            "torch-rmsprop" => RmsPropOptions.PyTorch with
            {
                LearningRate = Get("lr"),
                Decay = Get("alpha"),
                Epsilon = Get("eps"),
                Momentum = Get("momentum"),
                Centered = Is("centered"),
                WeightDecay = Get("weight_decay"),
                Maximize = Is("maximize"),
            },
            "keras-rmsprop" => RmsPropOptions.Keras with
            {
                LearningRate = Get("learning_rate"),
                Decay = Get("rho"),
                Epsilon = Get("epsilon"),
                Momentum = Get("momentum"),
                Centered = Is("centered"),
                WeightDecay = Maybe("weight_decay") ?? 0,
            },
            "optax-rmsprop" => RmsPropOptions.Optax with
            {
                LearningRate = Get("learning_rate"),
                Decay = Get("decay"),
                Epsilon = Get("eps"),
                InitialMeanSquare = Get("initial_scale"),
                EpsilonPlacement = Is("eps_in_sqrt") ? EpsilonPlacement.Inside : EpsilonPlacement.Outside,
                Centered = Is("centered"),
                Momentum = Maybe("momentum") ?? 0,
                Nesterov = Is("nesterov"),
                BiasCorrection = Is("bias_correction"),
            },
            "tf1-rmsprop" => RmsPropOptions.TensorFlow1 with
            {
                LearningRate = Get("learning_rate"),
                Decay = Get("decay"),
                Epsilon = Get("epsilon"),
                Momentum = Get("momentum"),
                Centered = Is("centered"),
            },
            "graves-rmsprop" => RmsPropOptions.Graves2013 with
            {
                LearningRate = Get("gimel"),
                Decay = Get("aleph"),
                Epsilon = Get("daleth"),
                Momentum = Get("beth"),
            },
            "hinton-rmsprop" => RmsPropOptions.Hinton with { LearningRate = Get("lr"), Decay = Get("decay") },
            "torch-adagrad" => new AdaGradOptions
            {
                LearningRate = Get("lr"),
                RateDecay = Get("lr_decay"),
                InitialSum = Get("initial_accumulator_value"),
                Epsilon = Get("eps"),
                WeightDecay = Get("weight_decay"),
                Maximize = Is("maximize"),
            },
            "torch-adam" or "torch-adamw" => new AdamOptions
            {
                LearningRate = Get("lr"),
                Beta1 = json["hyper"]!["betas"]![0]!.GetValue<double>(),
                Beta2 = json["hyper"]!["betas"]![1]!.GetValue<double>(),
                Epsilon = Get("eps"),
                WeightDecay = Get("weight_decay"),
                AmsGrad = Is("amsgrad"),
                Maximize = Is("maximize"),
                WeightDecayForm = Family == "torch-adamw" ? WeightDecayForm.Decoupled : WeightDecayForm.Coupled,
            },
            "torch-sgd" => new SgdOptions
            {
                LearningRate = Get("lr"),
                Momentum = Get("momentum"),
                Dampening = Get("dampening"),
                WeightDecay = Get("weight_decay"),
                Nesterov = Is("nesterov"),
                Maximize = Is("maximize"),
            },
            _ => throw new InvalidOperationException($"No options of ours follow {Family}."),
        };

    double Get(string name) => json["hyper"]![name]!.GetValue<double>();

    double? Maybe(string name) =>
        json["hyper"]![name] is { } node && node.GetValueKind() == JsonValueKind.Number
            ? node.GetValue<double>()
            : null;

    bool Is(string name) => json["hyper"]![name]!.GetValue<bool>();

    static double[] Numbers(JsonNode row) => [.. row.AsArray().Select(value => value!.GetValue<double>())];
}
