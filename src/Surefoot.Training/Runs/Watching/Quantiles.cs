namespace Surefoot.Training.Runs.Watching;

/// <summary>Quantiles of a few numbers, between neighbours in a straight line.</summary>
static class Quantiles
{
    public static double Median(double[] numbers) => Of(numbers, 0.5);

    /// <summary>The number that a share of them stay below; NaN where there are none.</summary>
    public static double Of(double[] numbers, double share)
    {
        if (numbers.Length == 0)
            return double.NaN;
        double[] sorted = [.. numbers.Order()];
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        return below == sorted.Length - 1
            ? sorted[below]
            : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
