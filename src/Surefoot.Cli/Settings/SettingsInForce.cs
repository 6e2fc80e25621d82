using System.Globalization;
using Surefoot.Optimizers;
using Surefoot.Training.Models;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Settings;

/// <summary>Every setting of a run with its value, defaults included, as run.json keeps them and the report shows them.</summary>
static class SettingsInForce
{
    /// <summary>The names and values, in the order to show them.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> List(ModelDescription model, OptimizerOptions optimizer, TrainerOptions trainer, double validationShare) =>
    [
        new("model", model.Kind),
        new("hidden layers", model.Hidden.Length == 0 ? "none" : string.Join(", ", model.Hidden)),
        new("dropout", Text(model.Dropout)),
        new("optimizer", optimizer.Name),
        new("learning rate η", Text(optimizer.LearningRate)),
        .. Of(optimizer),
        new("epochs at most", Text(trainer.Epochs)),
        new("batch size", Text(trainer.BatchSize)),
        new("patience", trainer.Patience == 0 ? "none" : $"{trainer.Patience} epochs"),
        new("validation share", Text(validationShare)),
        new("seed", trainer.Seed.ToString(CultureInfo.InvariantCulture)),
        new("threads", Text(trainer.Threads)),
    ];

    static IEnumerable<KeyValuePair<string, string>> Of(OptimizerOptions optimizer) => optimizer switch
    {
        RmsPropOptions rmsprop =>
        [
            new("decay ρ", Text(rmsprop.Decay)),
            new("epsilon ε", $"{Text(rmsprop.Epsilon)}, {(rmsprop.EpsilonPlacement == EpsilonPlacement.Inside ? "under" : "outside")} the root"),
            new("momentum μ", Text(rmsprop.Momentum)),
            new("centered", rmsprop.Centered ? "yes" : "no"),
        ],
        AdaGradOptions adagrad => [new("epsilon ε", Text(adagrad.Epsilon))],
        AdamOptions adam => [new("beta β₁, β₂", $"{Text(adam.Beta1)}, {Text(adam.Beta2)}"), new("epsilon ε", Text(adam.Epsilon))],
        SgdOptions sgd => [new("momentum μ", Text(sgd.Momentum))],
        _ => [],
    };

    static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture).Replace("E-0", "e-", StringComparison.Ordinal).Replace("E-", "e-", StringComparison.Ordinal);
}
