using System.Text.Json.Nodes;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Training.Comparing;

/// <summary>One scored run of one optimizer.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Epochs">The epochs that ended, in order.</param>
/// <param name="Result">What it reached; its weights are those of the epoch with the lowest validation loss.</param>
public sealed record ComparedRun(ulong Seed, IReadOnlyList<EpochDone> Epochs, RunResult Result)
{
    /// <summary>Whether it went its whole length.</summary>
    public bool Ended => Result.Outcome == RunOutcome.Completed;

    /// <summary>The validation measure of the last epoch; NaN where the run diverged.</summary>
    public double Final => Ended ? Epochs[^1].ValidationMeasure : double.NaN;

    /// <summary>The best validation measure of any epoch; NaN where none ended.</summary>
    /// <param name="classification">Whether the highest is best, or else the lowest.</param>
    public double Best(bool classification) =>
        Epochs.Count == 0 ? double.NaN
        : classification ? Epochs.Max(epoch => epoch.ValidationMeasure)
        : Epochs.Min(epoch => epoch.ValidationMeasure);

    /// <summary>The measure of the kept weights on the test rows; NaN where there are none.</summary>
    public double Test => Result.Test?.Measure ?? double.NaN;

    /// <summary>
    /// How much the validation loss swings over the last half of the epochs; see <see cref="Comparing.Swing"/>.
    /// </summary>
    public double Swing => Ended ? Comparing.Swing.Of([.. Epochs.Select(epoch => epoch.ValidationLoss)]) : double.NaN;

    /// <summary>The first epoch whose validation measure is as good as the target; null where none is.</summary>
    /// <param name="target">The target.</param>
    /// <param name="classification">Whether higher is better.</param>
    public EpochDone? Reaches(double target, bool classification) =>
        Epochs.FirstOrDefault(epoch =>
            classification ? epoch.ValidationMeasure >= target : epoch.ValidationMeasure <= target
        );

    /// <summary>This run as comparison.json holds it, its curves included.</summary>
    public JsonObject ToJson() =>
        new()
        {
            ["seed"] = Seed,
            ["outcome"] = Result.Outcome.ToString(),
            ["testMeasure"] = JsonFile.Number(Test),
            ["trainLoss"] = Curve(epoch => epoch.TrainLoss),
            ["validationLoss"] = Curve(epoch => epoch.ValidationLoss),
            ["validationMeasure"] = Curve(epoch => epoch.ValidationMeasure),
            ["seconds"] = Curve(epoch => epoch.Seconds),
        };

    JsonArray Curve(Func<EpochDone, double> value) => new([.. Epochs.Select(epoch => JsonFile.Number(value(epoch)))]);
}
