using System.Text.Json.Nodes;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Comparing;

/// <summary>What one optimizer did in a comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rate">The learning rate of its scored runs.</param>
/// <param name="Trials">The search that chose the rate, in its order; empty where there was none.</param>
/// <param name="Runs">Its scored runs, one a seed.</param>
/// <param name="IsClassification">Whether the measure is an accuracy, or else an RMSE.</param>
public sealed record ComparedOptimizer(
    string Name,
    double Rate,
    IReadOnlyList<RateTrial> Trials,
    IReadOnlyList<ComparedRun> Runs,
    bool IsClassification
)
{
    /// <summary>The validation measure of the last epoch.</summary>
    public Spread Final => Over(run => run.Final);

    /// <summary>The best validation measure of any epoch.</summary>
    public Spread Best => Over(run => run.Best(IsClassification));

    /// <summary>The measure on the test rows, which chose nothing.</summary>
    public Spread Test => Over(run => run.Test);

    /// <summary>The swing of the validation loss.</summary>
    public Spread Swing => Over(run => run.Swing);

    /// <summary>How many runs diverged.</summary>
    public int Diverged => Runs.Count(run => !run.Ended);

    /// <summary>Epochs until the target was reached, over the runs that reached it.</summary>
    public Spread EpochsTo(double target) => Over(run => run.Reaches(target, IsClassification)?.Epoch ?? double.NaN);

    /// <summary>Seconds until the target was reached, validation included, over the runs that reached it.</summary>
    public Spread SecondsTo(double target) => Over(run => run.Reaches(target, IsClassification)?.Seconds ?? double.NaN);

    /// <summary>This optimizer as comparison.json holds it.</summary>
    /// <param name="target">The target of the comparison.</param>
    public JsonObject ToJson(double target) =>
        new()
        {
            ["name"] = Name,
            ["learningRate"] = Rate,
            ["trials"] = new JsonArray([
                .. Trials.Select(trial => new JsonObject
                {
                    ["learningRate"] = trial.Rate,
                    ["validationLoss"] = JsonFile.Number(trial.ValidationLoss),
                }),
            ]),
            ["final"] = Final.ToJson(),
            ["best"] = Best.ToJson(),
            ["test"] = Test.ToJson(),
            ["epochsToTarget"] = EpochsTo(target).ToJson(),
            ["secondsToTarget"] = SecondsTo(target).ToJson(),
            ["swing"] = Swing.ToJson(),
            ["diverged"] = Diverged,
            ["runs"] = new JsonArray([.. Runs.Select(run => run.ToJson())]),
        };

    Spread Over(Func<ComparedRun, double> figure) => Spread.Of(Runs.Select(figure));
}
