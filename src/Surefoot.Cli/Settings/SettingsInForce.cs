using Surefoot.Lab.Reports;
using Surefoot.Rules;
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
        bool decays =
            contenders.Select(one => (one.Options.WeightDecay, one.Options.WeightDecayForm)).Distinct().Count() > 1;
        return
        [
            .. SettingsText.Network(model),
            .. Around(request, comparison.Training, decays ? null : request.Optimizer),
            .. contenders.Select(contender => new KeyValuePair<string, string>(
                contender.Name,
                string.Join(
                    "; ",
                    (string[])
                        [
                            $"rate searched from {Text(contender.Options.LearningRate)}",
                            .. SettingsText.Of(contender.Options).Select(setting => $"{setting.Key} {setting.Value}"),
                            .. (decays ? SettingsText.Decay(contender.Options) : []).Select(setting =>
                                $"{setting.Key} {setting.Value}"
                            ),
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

    static KeyValuePair<string, string>[] Rows(TrainerOptions trainer, double validationShare) =>
        [
            new("batch size", Text(trainer.BatchSize)),
            new("validation share", Text(validationShare)),
            new("threads", Text(trainer.Threads)),
        ];

    // What is as usual has nothing to show.
    static IEnumerable<KeyValuePair<string, string>> Around(
        TrainRequest request,
        TrainerOptions trainer,
        OptimizerOptions? same
    )
    {
        if (request.Weights is { } weights)
            yield return new("starting weights", weights.Path);
        foreach (
            KeyValuePair<string, string> setting in (same is null ? [] : SettingsText.Decay(same)).Concat(
                SettingsText.Reading(DataSettings.From(request))
            )
        )
            yield return setting;
        if (request.Transforms.Count > 0)
            yield return new("training rows changed", string.Join(", ", request.Transforms));
        if (request.Schedule is { } schedule)
            yield return new("schedule", schedule.Text);
        if (request.Warmup is { } steps)
            yield return new("warm-up", $"{steps} steps");
        foreach (KeyValuePair<string, string> setting in SettingsText.Step(trainer, request.Clipping))
            yield return setting;
    }

    static string Text(double value) => FigureFormat.Text(value, "R");
}
