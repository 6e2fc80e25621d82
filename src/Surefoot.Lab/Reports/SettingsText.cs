using System.Globalization;
using Surefoot.Clipping;
using Surefoot.Rules;
using Surefoot.Training.Configuration;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>
/// The settings of a run as people read them: a name and a text each, made from the values wherever they are shown.
/// </summary>
public static class SettingsText
{
    const int MostLayers = 40;

    /// <summary>
    /// Every setting in force, in the order to show them; those around a step only where they are not as usual.
    /// </summary>
    /// <param name="run">The run; one of version 1 has the texts that it was written with.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Settings is not { } settings)
            return run.Texts;
        TrainerOptions trainer = settings.Trainer;
        OptimizerOptions? optimizer = settings.FindOptimizer();
        return
        [
            .. NamedModel.Find(settings.Network, settings.Input) is { } model
                ? Network(model)
                : Network(settings.Network),
            new("optimizer", settings.OptimizerName),
            .. optimizer is null
                ? Raw(settings.Optimizer)
                : [new("learning rate η", Text(optimizer.LearningRate)), .. Of(optimizer)],
            .. settings.Groups.Select(group => new KeyValuePair<string, string>(
                $"group {group.Name}",
                $"{ConfigText.Of(group.Optimizer)}; {group.Parameters.Count} parameters"
            )),
            .. ScheduleText.Loss(settings, run.Task),
            .. Around(settings, optimizer),
            new("epochs at most", Text(trainer.Epochs)),
            new("patience", trainer.Patience == 0 ? "none" : $"{trainer.Patience} epochs"),
            .. trainer.KeepBest ? [] : (KeyValuePair<string, string>[])[new("weights kept", "the last")],
            .. trainer.Threshold is { } asked
                ? (KeyValuePair<string, string>[])[new("threshold", ThresholdWords.Asked(asked))]
                : [],
            new("batch size", Text(trainer.BatchSize)),
            .. settings.Data is { Folds: null } data
                ? (KeyValuePair<string, string>[])[new("validation share", Text(data.ValidationShare))]
                : [],
            new("threads", Text(trainer.Threads)),
            new("seed", trainer.Seed.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    /// <summary>A named model.</summary>
    /// <param name="model">Its description.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Network(ModelDescription model)
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelKind? kind = ModelKind.Find(model.Kind);
        return
        [
            new("model", model.Kind),
            new(
                kind?.HiddenTitle ?? "hidden layers",
                kind is { IsFixed: true } ? "those of the model"
                    : model.Hidden.Length == 0 ? "none"
                    : string.Join(", ", model.Hidden)
            ),
            new("dropout", Text(model.Dropout)),
        ];
    }

    /// <summary>What an optimizer has beside its rate.</summary>
    /// <param name="optimizer">Its settings.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(OptimizerOptions optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        List<KeyValuePair<string, string>> settings = [];
        foreach (OptimizerSetting setting in OptimizerKind.Of(optimizer)?.Own ?? [])
        {
            if (setting.IsAtWork(optimizer))
                settings.Add(
                    new(
                        setting.Letter.Length > 0 ? $"{setting.Label} {setting.Letter}" : setting.Label,
                        setting.IsNumber ? Text(setting.Get(optimizer)) : setting.TextOf(optimizer).Replace('-', ' ')
                    )
                );
        }

        if (optimizer.Maximize)
            settings.Add(new("goes up", "yes"));
        return settings;
    }

    static IEnumerable<KeyValuePair<string, string>> Network(Config network)
    {
        IReadOnlyList<string> lines = network.ToLines();
        yield return new("model", lines.Count == 1 ? lines[0] : $"{lines.Count} layers of its own");
        for (int i = 1; i < Math.Min(lines.Count, MostLayers); i++)
            yield return new($"layer {i}", lines[i].Trim());
        if (lines.Count > MostLayers)
            yield return new($"layers from {MostLayers} on", $"{lines.Count - MostLayers} more");
    }

    static IEnumerable<KeyValuePair<string, string>> Raw(Config config) =>
        config.Settings.Select(setting => new KeyValuePair<string, string>(
            setting.Key,
            setting.Value.ToString().Trim('"')
        ));

    // What is as usual has nothing to show.
    static IEnumerable<KeyValuePair<string, string>> Around(RunSettings settings, OptimizerOptions? optimizer) =>
        [
            .. settings.Weights is { } weights ? Shown("starting weights", weights) : [],
            .. optimizer is null ? [] : Decay(optimizer),
            .. settings.Data is { } data ? Reading(data) : [],
            .. settings.Transforms.Count > 0
                ? Shown("training rows changed", string.Join(", ", settings.Transforms.Select(ConfigText.Of)))
                : [],
            .. ScheduleText.Of(settings.Schedule, settings.Trainer.Plateau),
            .. settings.GradientScale != 1 ? Shown("gradients multiplied by", Text(settings.GradientScale)) : [],
            .. Step(settings.Trainer, settings.Clipping),
        ];

    static KeyValuePair<string, string>[] Shown(string name, string value) => [new(name, value)];

    /// <summary>How an optimizer decays weights; nothing where it does not.</summary>
    /// <param name="optimizer">Its settings.</param>
    public static IEnumerable<KeyValuePair<string, string>> Decay(OptimizerOptions optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        return optimizer.WeightDecay > 0
            ? Shown(
                "weight decay λ",
                $"{Text(optimizer.WeightDecay)}, "
                    + (
                        optimizer.WeightDecayForm == WeightDecayForm.Coupled
                            ? "added to the gradient"
                            : "taken from the weight"
                    )
            )
            : [];
    }

    /// <summary>What a trainer does around each step that is not as usual.</summary>
    /// <param name="trainer">Its settings.</param>
    /// <param name="clipping">How gradients are clipped; null for not at all.</param>
    public static IEnumerable<KeyValuePair<string, string>> Step(TrainerOptions trainer, GradientClipping? clipping)
    {
        if (trainer.ShuffleWindow > 0)
            yield return new("rows shuffled at a time", Text(trainer.ShuffleWindow));
        if (clipping is not null)
            yield return new(
                "gradients clipped",
                clipping.Kind switch
                {
                    ClippingKind.Value => "each",
                    ClippingKind.Norm => "each parameter's",
                    _ => "all together",
                } + $" to {Text(clipping.Limit)}"
            );
        if (trainer.AverageDecay > 0)
            yield return new("averaged weights β", Text(trainer.AverageDecay));
        if (trainer.AccumulatedBatches > 1)
            yield return new("batches a step", Text(trainer.AccumulatedBatches));
        if (trainer.Shards > 1)
            yield return new("shards of a batch", Text(trainer.Shards));
        if (trainer.NonFinite != NonFiniteHandling.Stop)
            yield return new(
                "steps not finite",
                trainer.NonFinite == NonFiniteHandling.Skip ? "left out" : "taken back"
            );
        if (trainer.React)
            yield return new("reacts to its curve", "yes");
    }

    /// <summary>How data is read, where that is not as usual.</summary>
    /// <param name="data">The settings.</param>
    public static IEnumerable<KeyValuePair<string, string>> Reading(DataOptions data)
    {
        TextOptions usual = new();
        // The command's own, now, where a program's are those of before.
        const int UsualOfCommand = 100_000;
        if (data.TestShare > 0)
            yield return new("test share", Text(data.TestShare));
        if (data.Folds is { } folds)
            yield return new("folds", Text(folds));
        if (data.IgnoredColumns.Count > 0)
            yield return new("columns left out", string.Join(", ", data.IgnoredColumns));
        if (data.HasHeader == false)
            yield return new("header", "none");
        if (data.TextColumns.Count > 0)
            yield return new("columns read as text", string.Join(", ", data.TextColumns));
        if (data.DateParts is { } parts)
            yield return new("parts of dates", string.Join(", ", parts));
        if (data.WordColumns.Count > 0)
            yield return new("columns read word by word", string.Join(", ", data.WordColumns));
        if (data.CategoryColumns.Count > 0)
            yield return new("columns read as categories", string.Join(", ", data.CategoryColumns));
        if (data.Bins is { } bins)
            yield return new("bins of a number", bins == 0 ? "none" : $"{Text(bins)} at most");
        if (data.Text.Vocabulary != usual.Vocabulary && data.Text.Vocabulary != UsualOfCommand)
            yield return new("words at most", Text(data.Text.Vocabulary));
        if (data.Text.NGrams != usual.NGrams)
            yield return new("words joined", $"up to {data.Text.NGrams}");
        if (data.Text.Letters > 0)
            yield return new("letters joined", $"up to {data.Text.Letters}");
        if (data.Text.Hashed)
            yield return new("words numbered", "by a hash");
        if (data.Window > 0)
            yield return new(
                "window",
                $"{Text(data.Window)} rows, the target {Text(data.Ahead)} ahead"
                    + (data.TargetPast == true ? ", its past read" : "")
            );
        if (data.Season is { } season)
            yield return new("season", season == 0 ? "none" : $"{Text(season)} rows");
    }

    internal static string Text(double value) => FigureFormat.Text(value, "R");
}
