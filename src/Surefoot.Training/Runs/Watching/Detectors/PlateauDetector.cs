namespace Surefoot.Training.Runs.Watching.Detectors;

/// <summary>A loss that stays high and does not fall although the weights move.</summary>
static class PlateauDetector
{
    // Flat: the second half brings less than three hundredths of the loss.
    public const double Flat = 0.03;
    const double FarFromGoal = 0.5;

    // Fewer say nothing about a trend.
    public const int FewestIntervals = 8;

    public static Diagnosis? Find(WatchedHistory history)
    {
        if (history.Intervals.Count < FewestIntervals || !(history.EndLoss > FarFromGoal * history.Base))
            return null;
        double middle = history.Loss(0.4375, 0.5625),
            end = history.EndLoss;
        if (middle - end > Flat * middle)
            return null;
        // Flat for want of steps: its remedy is the opposite one.
        if (SlownessDetector.Find(history) is not null || StallDetector.Find(history) is not null)
            return null;
        return Found(
            history,
            $"The loss was {middle:G3} in the middle of the run and {end:G3} at the end; answering the same "
                + $"for every row would cost {history.Base:G3}."
        );
    }

    /// <summary>A run whose loss is in the end what it was at first, whatever it did meanwhile.</summary>
    public static Diagnosis NoFall(WatchedHistory history, double start) =>
        Found(
            history,
            $"The loss was {start:G3} at first and {history.EndLoss:G3} at the end; answering the same for "
                + $"every row would cost {history.Base:G3}."
        );

    static Diagnosis Found(WatchedHistory history, FigureText evidence) =>
        history.Find(
            DiagnosisKind.Plateau,
            null,
            evidence,
            new Remedy("Lower the rate whenever the validation loss stops falling.", "--schedule plateau"),
            Remedies.RateDividedBy(10, history),
            Remedies.LargerNetwork
        );
}
