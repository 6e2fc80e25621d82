using System.Globalization;
using Surefoot.Clipping;
using Surefoot.Optimizers;
using Surefoot.Training.Comparing;
using Surefoot.Training.Formats;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Settings;

/// <summary>Every setting of a run with its value, defaults included, as run.json keeps them and the report shows them.</summary>
static class SettingsInForce
{
    /// <summary>The names and values, in the order to show them.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> List(TrainRequest request, ModelDescription model, TrainerOptions trainer, double validationShare) =>
    [
        .. Network(model),
        new("optimizer", request.Optimizer.Name),
        new("learning rate η", Text(request.Optimizer.LearningRate)),
        .. Of(request.Optimizer),
        .. Around(request),
        new("epochs at most", Text(trainer.Epochs)),
        new("patience", trainer.Patience == 0 ? "none" : $"{trainer.Patience} epochs"),
        .. Rows(trainer, validationShare),
        new("seed", trainer.Seed.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>Those of a comparison: what is the same for all, and what each optimizer has of its own.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> List(TrainRequest request, ModelDescription model, ComparisonOptions comparison, IReadOnlyList<Contender> contenders, double validationShare) =>
    [
        .. Network(model),
        .. Around(request),
        .. contenders.Select(contender => new KeyValuePair<string, string>(contender.Name, string.Join("; ",
            (string[])[$"rate searched from {Text(contender.Options.LearningRate)}", .. Of(contender.Options).Select(setting => $"{setting.Key} {setting.Value}")]))),
        new("epochs", Text(comparison.Training.Epochs)),
        new("rates tried", comparison.Trials == 1 ? "none" : $"{comparison.Trials}, {(comparison.TrialEpochs == 1 ? "one epoch" : comparison.TrialEpochs + " epochs")} each, seed {comparison.SearchSeed}"),
        .. Rows(comparison.Training, validationShare),
        new("seeds", string.Join(", ", comparison.Seeds)),
    ];

    static KeyValuePair<string, string>[] Network(ModelDescription model) =>
    [
        new("model", model.Kind),
        new(model.Kind == "text" ? "embedding and layers" : "hidden layers", model.Kind is "2c2d" or "resnet" ? "those of the model" : model.Hidden.Length == 0 ? "none" : string.Join(", ", model.Hidden)),
        new("dropout", Text(model.Dropout)),
    ];

    static KeyValuePair<string, string>[] Rows(TrainerOptions trainer, double validationShare) =>
    [
        new("batch size", Text(trainer.BatchSize)),
        new("validation share", Text(validationShare)),
        new("threads", Text(trainer.Threads)),
    ];

    // What was asked for around the step; what was not has nothing to show.
    static IEnumerable<KeyValuePair<string, string>> Around(TrainRequest request)
    {
        OptimizerOptions optimizer = request.Optimizer;
        if (request.Weights is { } weights)
            yield return new("starting weights", weights.Path);
        if (optimizer.WeightDecay > 0)
            yield return new("weight decay λ", $"{Text(optimizer.WeightDecay)}, {(optimizer.WeightDecayForm == WeightDecayForm.Coupled ? "added to the gradient" : "taken from the weight")}");
        if (request.TestShare is { } test)
            yield return new("test share", Text(test));
        if (request.IgnoredColumns.Count > 0)
            yield return new("columns left out", string.Join(", ", request.IgnoredColumns));
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
            yield return new("gradients clipped", $"{(clipping.Kind == ClippingKind.Value ? "each" : "all together")} to {Text(clipping.Limit)}");
        if (request.Average is { } share)
            yield return new("averaged weights β", Text(share));
        if (request.Accumulate is { } batches)
            yield return new("batches a step", Text(batches));
        if (request.React)
            yield return new("reacts to its curve", "yes");
    }

    static List<KeyValuePair<string, string>> Of(OptimizerOptions optimizer)
    {
        List<KeyValuePair<string, string>> settings = [];
        void Add(string name, string value) => settings.Add(new(name, value));
        void AddMomentum(double share, bool nesterov)
        {
            Add("momentum μ", Text(share));
            if (share > 0)
                Add("Nesterov", YesNo(nesterov));
        }

        switch (optimizer)
        {
            case RmsPropOptions rmsprop:
                Add("decay ρ", Text(rmsprop.Decay));
                Add("epsilon ε", $"{Text(rmsprop.Epsilon)}, {(rmsprop.EpsilonPlacement == EpsilonPlacement.Inside ? "under" : "outside")} the root");
                AddMomentum(rmsprop.Momentum, rmsprop.Nesterov);
                if (rmsprop.Momentum > 0)
                    Add("rate", rmsprop.MomentumForm == MomentumForm.RateInside ? "inside the momentum buffer" : "outside the momentum buffer");
                Add("centered", YesNo(rmsprop.Centered));
                Add("bias correction", YesNo(rmsprop.BiasCorrection));
                Add("mean square starts at", Text(rmsprop.InitialMeanSquare));
                break;
            case AdaGradOptions adagrad:
                Add("epsilon ε", Text(adagrad.Epsilon));
                break;
            case AdamOptions adam:
                Add("beta β₁, β₂", $"{Text(adam.Beta1)}, {Text(adam.Beta2)}");
                Add("epsilon ε", Text(adam.Epsilon));
                break;
            case SgdOptions sgd:
                AddMomentum(sgd.Momentum, sgd.Nesterov);
                break;
        }

        return settings;
    }

    static string YesNo(bool value) => value ? "yes" : "no";

    static string Text(double value) => FigureFormat.Text(value, "R");
}
