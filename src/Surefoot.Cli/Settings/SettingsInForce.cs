using System.Globalization;
using Surefoot.Clipping;
using Surefoot.Lab.Reports;
using Surefoot.Optimizers;
using Surefoot.Training.Comparing;
using Surefoot.Training.Formats;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Settings;

/// <summary>
/// Every setting of a comparison with its value, defaults included, as comparison.json keeps them and its report shows
/// them.
/// </summary>
static class SettingsInForce
{
    /// <summary>
    /// The names and values in the order to show them: what is the same for all, and what each optimizer has of its
    /// own.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> List(
        TrainRequest request,
        ModelDescription model,
        ComparisonOptions comparison,
        IReadOnlyList<Contender> contenders,
        double validationShare
    )
    {
        // AdamW brings a decay of its own; what is not the same for all stands with each.
        bool decays = contenders.Select(one => Decay(one.Options)).Distinct().Count() > 1;
        return
        [
            .. SettingsText.Network(model),
            .. Around(request, decays ? null : request.Optimizer),
            .. contenders.Select(contender => new KeyValuePair<string, string>(
                contender.Name,
                string.Join(
                    "; ",
                    (string[])
                        [
                            $"rate searched from {Text(contender.Options.LearningRate)}",
                            .. SettingsText.Of(contender.Options).Select(setting => $"{setting.Key} {setting.Value}"),
                            .. decays && contender.Options.WeightDecay > 0
                                ? (string[])[$"weight decay λ {Decay(contender.Options)}"]
                                : [],
                        ]
                )
            )),
            new("epochs", Text(comparison.Training.Epochs)),
            new(
                "rates tried",
                comparison.Trials == 1
                    ? "none"
                    : $"{comparison.Trials}, "
                        + $"{(comparison.TrialEpochs == 1 ? "one epoch" : comparison.TrialEpochs + " epochs")} "
                        + $"each, seed {comparison.SearchSeed}"
            ),
            .. Rows(comparison.Training, validationShare),
            new("seeds", string.Join(", ", comparison.Seeds)),
        ];
    }

    static string Decay(OptimizerOptions options) =>
        options.WeightDecay == 0
            ? "none"
            : $"{Text(options.WeightDecay)}, "
                + (
                    options.WeightDecayForm == WeightDecayForm.Coupled
                        ? "added to the gradient"
                        : "taken from the weight"
                );

    static KeyValuePair<string, string>[] Rows(TrainerOptions trainer, double validationShare) =>
        [
            new("batch size", Text(trainer.BatchSize)),
            new("validation share", Text(validationShare)),
            new("threads", Text(trainer.Threads)),
        ];

    // What was asked for around the step; what was not has nothing to show.
    static IEnumerable<KeyValuePair<string, string>> Around(TrainRequest request, OptimizerOptions? same)
    {
        if (request.Weights is { } weights)
            yield return new("starting weights", weights.Path);
        if (same is { WeightDecay: > 0 })
            yield return new("weight decay λ", Decay(same));
        if (request.TestShare is { } test)
            yield return new("test share", Text(test));
        if (request.IgnoredColumns.Count > 0)
            yield return new("columns left out", string.Join(", ", request.IgnoredColumns));
        if (request.HasHeader == false)
            yield return new("header", "none");
        if (request.TextColumns.Count > 0)
            yield return new("columns read as text", string.Join(", ", request.TextColumns));
        if (request.ShuffleWindow is { } shuffled)
            yield return new("rows shuffled at a time", Text(shuffled));
        if (request.Vocabulary is { } words)
            yield return new("words at most", Text(words));
        if (request.NGrams is { } joined)
            yield return new("words joined", $"up to {joined}");
        if (request.Hashed)
            yield return new("words numbered", "by a hash");
        if (request.Window > 0)
            yield return new("window", $"{Text(request.Window)} rows, the target {Text(request.Ahead)} ahead");
        if (request.Transforms.Count > 0)
            yield return new("training rows changed", string.Join(", ", request.Transforms));
        if (request.Schedule is { } schedule)
            yield return new("schedule", schedule.Text);
        if (request.Warmup is { } steps)
            yield return new("warm-up", $"{steps} steps");
        if (request.Clipping is { } clipping)
            yield return new(
                "gradients clipped",
                $"{(clipping.Kind == ClippingKind.Value ? "each" : "all together")} to {Text(clipping.Limit)}"
            );
        if (request.Average is { } share)
            yield return new("averaged weights β", Text(share));
        if (request.Accumulate is { } batches)
            yield return new("batches a step", Text(batches));
        if (request.React)
            yield return new("reacts to its curve", "yes");
    }

    static string Text(double value) => FigureFormat.Text(value, "R");
}
