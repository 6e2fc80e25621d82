using System.Globalization;
using Surefoot.Clipping;
using Surefoot.Rules;
using Surefoot.Schedules;
using Surefoot.Training.Configuration;

namespace Surefoot.Training.Runs.Watching;

/// <summary>What a run does already, as options of `surefoot train`, so that it is not told to do it.</summary>
/// <param name="options">The options with their values.</param>
sealed class RemediesInForce(IReadOnlyDictionary<string, string> options)
{
    /// <summary>Nothing is known.</summary>
    public static RemediesInForce None { get; } = new(new Dictionary<string, string>());

    /// <summary>Those of a run that is trained.</summary>
    public static RemediesInForce Of(
        OptimizerOptions optimizer,
        Schedule? schedule,
        GradientClipping? clipping,
        double dropout,
        TrainerOptions trainer,
        IReadOnlyList<int>? hidden = null
    )
    {
        var options = new Dictionary<string, string> { ["--optimizer"] = optimizer.Name };
        if (hidden is { Count: > 0 })
            options["--hidden"] = string.Join(',', hidden);
        if (optimizer is RmsPropOptions { Decay: var memory })
            options["--decay"] = Text(memory);
        if (Momentum(optimizer) is > 0 and var momentum)
            options["--momentum"] = Text(momentum);
        if (trainer.Patience > 0)
            options["--patience"] = Text(trainer.Patience);
        if (trainer.AverageDecay > 0)
            options["--average"] = Text(trainer.AverageDecay);
        if (trainer.Plateau is not null)
            options["--schedule"] = "plateau";
        else if (schedule is CosineSchedule or WarmupSchedule { After: CosineSchedule })
            options["--schedule"] = "cosine";
        if (schedule is WarmupSchedule)
            options["--warmup"] = "";
        if (clipping is { Kind: ClippingKind.GlobalNorm })
            options["--clip-norm"] = Text(clipping.Limit);
        if (dropout > 0)
            options["--dropout"] = Text(dropout);
        if (optimizer.WeightDecay > 0)
            options["--weight-decay"] = Text(optimizer.WeightDecay);
        return new(options);
    }

    /// <summary>Those of a run's record.</summary>
    public static RemediesInForce Of(RunRecord run) =>
        run.Settings is not { } settings ? OfVersion1(run)
        : settings.FindOptimizer() is { } optimizer
            ? Of(
                optimizer,
                settings.FindSchedule(),
                settings.Clipping,
                Dropout(settings.Network),
                settings.Trainer,
                Hidden(settings.Network)
            )
        : None;

    static double Momentum(OptimizerOptions optimizer) =>
        optimizer switch
        {
            RmsPropOptions rmsProp => rmsProp.Momentum,
            SgdOptions sgd => sgd.Momentum,
            _ => 0,
        };

    // The widths of the dense layers but for the last, which gives the answer.
    static IReadOnlyList<int> Hidden(Config network)
    {
        List<int> widths = [];
        Gather(network);
        return widths.Count == 0 ? [] : widths[..^1];

        void Gather(Config layer)
        {
            if (layer.Kind == "dense")
                widths.Add(layer.Int("outputs"));
            foreach (Config child in layer.Children)
                Gather(child);
        }
    }

    static double Dropout(Config network) =>
        network
            .Children.Select(Dropout)
            .Append(network is { Kind: "dropout" } ? network.OptionalDouble("rate") ?? 0 : 0)
            .Max();

    static RemediesInForce OfVersion1(RunRecord run)
    {
        var options = new Dictionary<string, string> { ["--optimizer"] = run.Optimizer };
        string? patience = run.Texts.FirstOrDefault(setting => setting.Key == "patience").Value;
        if (patience?.Split(' ')[0] is { } epochs && epochs != "none")
            options["--patience"] = epochs;
        for (int i = 0; i < run.Arguments.Count; i++)
        {
            string[] parts = run.Arguments[i].Split('=', 2);
            if (!parts[0].StartsWith("--", StringComparison.Ordinal) || parts[0] is "--optimizer" or "--patience")
                continue;
            options[parts[0]] = (
                parts.Length > 1 ? parts[1]
                : i + 1 < run.Arguments.Count ? run.Arguments[i + 1]
                : ""
            ).Split(':')[0];
        }
        return new(options);
    }

    /// <summary>Whether the run is known to use an optimizer.</summary>
    public bool Uses(string optimizer) => options.TryGetValue("--optimizer", out string? own) && own == optimizer;

    /// <summary>Whether the run does what a remedy asks for, or more of it.</summary>
    public bool Hold(Remedy remedy)
    {
        if (remedy.Options.Split(' ') is not [var name, var value, ..] || !options.TryGetValue(name, out string? own))
            return false;
        return name switch
        {
            "--optimizer" or "--schedule" => own == value,
            "--warmup" => true,
            // As wide, and as deep, as is asked for; or no deeper.
            "--hidden" => Widths(own) is var widths
                && (
                    remedy == Remedies.FewerLayers
                        ? widths.Length <= Widths(value).Length
                        : widths.Length >= Widths(value).Length && widths.Max() >= Widths(value).Max()
                ),
            "--patience" or "--clip-norm" => Number(own) <= Number(value),
            "--average" or "--dropout" or "--weight-decay" or "--momentum" or "--decay" => Number(own) >= Number(value),
            _ => false,
        };
    }

    static double[] Widths(string text) => Array.ConvertAll(text.Split(','), Number);

    static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;
}
