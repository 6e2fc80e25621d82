using Surefoot.Lab.Charts;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>
/// How a run's measure is called and written: an accuracy in percent, or an RMSE in the target's own units.
/// </summary>
static class Measure
{
    public static bool IsAccuracy(RunRecord run) => string.Equals(run.Task, "classification", StringComparison.Ordinal);

    public static string Name(RunRecord run) => IsAccuracy(run) ? "accuracy" : "RMSE";

    public static string Text(RunRecord run, double value) =>
        IsAccuracy(run) ? NumberText.Percent(value) : NumberText.Precise(value);
}
