namespace Surefoot.Training.Metrics;

/// <summary>
/// Looks for the threshold that is best on some rows, among the middles between two neighboring probabilities. Of
/// thresholds that are as good the one nearest to 0.5 is taken.
/// </summary>
/// <param name="classIndex">The class that is predicted from the threshold on, 0 or 1.</param>
/// <param name="measure">What is to be high.</param>
sealed class ThresholdChooser(int classIndex, ThresholdMeasure measure)
{
    readonly List<double> leads = [];
    readonly List<bool> areOfClass = [];

    /// <summary>Takes a row into account.</summary>
    internal void Add<T>(ReadOnlySpan<T> scores, float target)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        leads.Add(DecisionThreshold.Lead(scores, classIndex));
        areOfClass.Add((int)target == classIndex);
    }

    /// <summary>The best threshold; null where the rows are all of one class, or all have the same
    /// probability.</summary>
    internal DecisionThreshold? Best()
    {
        int positives = areOfClass.Count(own => own),
            negatives = areOfClass.Count - positives;
        if (positives == 0 || negatives == 0)
            return null;
        double[] sorted = [.. leads];
        bool[] classes = [.. areOfClass];
        Array.Sort(sorted, classes);
        double best = double.NegativeInfinity,
            at = double.NaN;
        int right = 0,
            wrong = 0;
        for (int i = sorted.Length - 1; i > 0; i--)
        {
            if (classes[i])
                right++;
            else
                wrong++;
            double middle = (sorted[i] + sorted[i - 1]) / 2,
                probability = DecisionThreshold.Logistic(middle);
            // It must part the two, when it is looked at as a probability.
            if (
                !(probability > DecisionThreshold.Logistic(sorted[i - 1]))
                || !(probability <= DecisionThreshold.Logistic(sorted[i]))
                || probability >= 1
            )
                continue;
            double value =
                measure == ThresholdMeasure.F1
                    ? 2.0 * right / (right + wrong + positives)
                    : (((double)right / positives) + ((double)(negatives - wrong) / negatives)) / 2;
            if (value < best || (value == best && Math.Abs(middle) >= Math.Abs(at)))
                continue;
            (best, at) = (value, middle);
        }
        return double.IsNaN(at) ? null : new(classIndex, DecisionThreshold.Logistic(at));
    }
}
