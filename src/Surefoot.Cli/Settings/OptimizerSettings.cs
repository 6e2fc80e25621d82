using Surefoot.Optimizers;

namespace Surefoot.Cli.Settings;

/// <summary>
/// From the command's options to an optimizer's: --decay becomes <see cref="RmsPropOptions.Decay"/>, which is ρ in the
/// rule. An option that the chosen optimizer has no use for is refused rather than passed over in silence.
/// </summary>
static class OptimizerSettings
{
    /// <summary>What the command calls the optimizers.</summary>
    public static IReadOnlyList<string> Names { get; } = ["rmsprop", "adagrad", "adam", "sgd", "momentum"];

    /// <summary>The optimizer that was asked for; what was not said keeps the optimizer's own default.</summary>
    /// <exception cref="UsageException">An option is out of range or not one of this optimizer's.</exception>
    public static OptimizerOptions From(OptimizerWords words)
    {
        string name = Values.Word("--optimizer", words.Optimizer, Names) ?? "rmsprop";
        double? rate = Values.Positive("--learning-rate", words.LearningRate, "0.001");
        double? decay = Values.Share("--decay", words.Decay, "0.99");
        double? momentum = Values.Share("--momentum", words.Momentum, "0.9");
        double? epsilon = Values.NotNegative("--epsilon", words.Epsilon, "1e-8");
        double? weightDecay = Values.NotNegative("--weight-decay", words.WeightDecay, "1e-4");
        string? preset = Values.Word("--preset", words.Preset, [.. RmsPropOptions.Presets.Keys]);
        OnlyFor(name, "--preset", preset is not null, "rmsprop");
        OnlyFor(name, "--epsilon", epsilon is not null, "rmsprop", "adagrad", "adam");
        OnlyFor(name, "--nesterov", words.Nesterov, "momentum", "rmsprop", "sgd");
        OnlyFor(name, "--decay", words.Decay is not null, "rmsprop");
        OnlyFor(name, "--centered", words.Centered, "rmsprop");
        OnlyFor(name, "--momentum", words.Momentum is not null, "rmsprop", "sgd", "momentum");

        OptimizerOptions options = name switch
        {
            "rmsprop" => RmsProp(
                preset is null ? new RmsPropOptions() : RmsPropOptions.Presets[preset],
                decay,
                epsilon,
                momentum,
                words
            ),
            "adagrad" => new AdaGradOptions { Epsilon = epsilon ?? new AdaGradOptions().Epsilon },
            "adam" => new AdamOptions { Epsilon = epsilon ?? new AdamOptions().Epsilon },
            "sgd" => new SgdOptions { Momentum = momentum ?? 0, Nesterov = words.Nesterov },
            _ => new SgdOptions
            {
                Momentum = momentum is 0 ? throw NoMomentum() : momentum ?? 0.9,
                Nesterov = words.Nesterov,
            },
        };
        if (words.Nesterov && options is RmsPropOptions { Momentum: 0 } or SgdOptions { Momentum: 0, Nesterov: true })
            throw new UsageException(
                "--nesterov is a form of momentum and needs some. Give, for example, --momentum 0.9"
            );
        return options with
        {
            LearningRate = rate ?? options.LearningRate,
            WeightDecay = weightDecay ?? options.WeightDecay,
        };
    }

    static RmsPropOptions RmsProp(
        RmsPropOptions dialect,
        double? decay,
        double? epsilon,
        double? momentum,
        OptimizerWords words
    ) =>
        dialect with
        {
            Decay = decay ?? dialect.Decay,
            Epsilon = epsilon ?? dialect.Epsilon,
            Momentum = momentum ?? dialect.Momentum,
            Centered = words.Centered || dialect.Centered,
            Nesterov = words.Nesterov,
        };

    static void OnlyFor(string optimizer, string option, bool given, params ReadOnlySpan<string> owners)
    {
        if (given && !owners.Contains(optimizer))
            throw new UsageException(
                $"{option} is not an option of {optimizer}; it belongs to {Owners(owners)}. Leave it out, or "
                    + $"choose --optimizer {owners[0]}."
            );
    }

    static string Owners(ReadOnlySpan<string> names) =>
        names.Length == 1 ? names[0] : string.Join(", ", names[..^1].ToArray()) + " and " + names[^1];

    static UsageException NoMomentum() =>
        new(
            "--momentum is '0', which leaves --optimizer momentum nothing to do. Give, for example, "
                + "--momentum 0.9, or choose --optimizer sgd."
        );
}
