using Surefoot.Schedules;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Settings;

/// <summary>
/// From --schedule and --warmup, which are in epochs and steps, to the schedule of a run of a certain length.
/// </summary>
static class RunSchedule
{
    /// <summary>The schedule; null where the rate stays as it is, or follows the validation loss.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="options">How the run is trained.</param>
    /// <param name="rows">Its training rows.</param>
    /// <exception cref="UsageException">The warm-up is as long as the run.</exception>
    public static Schedule? For(TrainRequest request, TrainerOptions options, int rows)
    {
        long stepsPerEpoch =
            (rows + ((long)options.BatchSize * options.AccumulatedBatches) - 1)
            / ((long)options.BatchSize * options.AccumulatedBatches);
        long steps = stepsPerEpoch * options.Epochs,
            warmup = request.Warmup ?? 0;
        if (warmup >= steps)
            throw new UsageException(
                $"--warmup is '{warmup}', but the run has {steps} steps at most: {options.Epochs} epochs of "
                    + $"{stepsPerEpoch}. Give fewer, for example, --warmup {Math.Max(1, steps / 10)}"
            );
        // What spans the run begins when the warm-up has ended, and ends with the run.
        Schedule? schedule = request.Schedule?.For(stepsPerEpoch, steps - warmup);
        return warmup > 0 ? new WarmupSchedule(warmup, schedule) : schedule;
    }
}
