using System.Numerics;
using Surefoot.Training.Metrics;

namespace Surefoot.Training.Runs;

/// <summary>Counts which class was taken for which.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="classes">How many classes there are.</param>
/// <param name="threshold">From which probability on a class is predicted; null to take the likeliest.</param>
sealed class ClassTally<T>(int classes, DecisionThreshold? threshold = null) : ITally<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    readonly int[,] counts = new int[classes, classes];

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<T> output, float target) =>
        counts[(int)target, DecisionThreshold.Decide(threshold, output)]++;

    /// <inheritdoc/>
    public Evaluation Result(int rows, double loss)
    {
        int right = 0;
        for (int i = 0; i < classes; i++)
            right += counts[i, i];
        return new Evaluation
        {
            Rows = rows,
            Loss = loss,
            Accuracy = (double)right / rows,
            Confusion = counts,
        };
    }
}
