using Surefoot.Lab.Charts;
using Surefoot.Lab.Following;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Watching;

namespace Surefoot.Lab.Pages.Runs;

/// <summary>The horizontal axis of a run's curves: steps, epochs, or seconds.</summary>
/// <param name="across">"step", "epoch" or "seconds".</param>
sealed class RunAxis(string across)
{
    /// <summary>The axis.</summary>
    public Axis Axis =>
        across switch
        {
            "epoch" => new Axis("Epoch"),
            "seconds" => new Axis("Seconds of training"),
            _ => new Axis("Step") { Whole = true },
        };

    /// <summary>Where the end of an epoch stands.</summary>
    public double Of(EpochDone epoch) =>
        across switch
        {
            "epoch" => epoch.Epoch,
            "seconds" => epoch.Seconds,
            _ => epoch.Step,
        };

    /// <summary>
    /// Where the end of an interval stands; not a number where that is not known yet, for want of an epoch that has
    /// ended.
    /// </summary>
    public double Of(RunView run, WatchedInterval interval)
    {
        if (across == "step")
            return interval.Step;
        if (run.Epochs is not [.., { Step: > 0 } last])
            return double.NaN;
        double share = (double)interval.Step / last.Step;
        return across == "epoch" ? share * last.Epoch
            : share <= 1 ? share * last.Seconds
            : double.NaN;
    }
}
