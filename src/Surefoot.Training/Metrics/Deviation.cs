using System.Numerics;

namespace Surefoot.Training.Metrics;

/// <summary>How far predicted numbers are from the right ones; summed in double.</summary>
public static class Deviation
{
    /// <summary>The root of the mean squared error, in the units of the targets.</summary>
    /// <param name="predictions">One for each target.</param>
    /// <param name="targets">The right numbers, at least one.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public static double RootMeanSquare<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<float> targets)
        where T : unmanaged, IFloatingPointIeee754<T> => Math.Sqrt(SumOfSquares(predictions, targets) / targets.Length);

    /// <summary>
    /// The coefficient of determination R²: 1 − the sum of squared errors / the sum of squared deviations from the
    /// targets' mean. 1 is perfect, 0 as good as always saying the mean; NaN or −∞ where all targets are equal.
    /// </summary>
    /// <param name="predictions">One for each target.</param>
    /// <param name="targets">The right numbers, at least one.</param>
    /// <typeparam name="T">float or double.</typeparam>
    public static double Determination<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<float> targets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double errors = SumOfSquares(predictions, targets),
            mean = 0,
            spread = 0;
        foreach (float target in targets)
            mean += target;
        mean /= targets.Length;
        foreach (float target in targets)
            spread += (target - mean) * (target - mean);
        return 1 - (errors / spread);
    }

    static double SumOfSquares<T>(ReadOnlySpan<T> predictions, ReadOnlySpan<float> targets)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (predictions.Length != targets.Length || targets.IsEmpty)
            throw new ArgumentException(
                $"There are {predictions.Length} predictions and {targets.Length} targets; both must be as "
                    + "many, and one at least.",
                nameof(predictions)
            );
        double sum = 0;
        for (int i = 0; i < targets.Length; i++)
        {
            double error = double.CreateTruncating(predictions[i]) - targets[i];
            sum += error * error;
        }
        return sum;
    }
}
