using System.Numerics;

namespace Surefoot.Training.Runs;

/// <summary>Sums up the squared errors of a regression.</summary>
/// <typeparam name="T">float or double.</typeparam>
/// <param name="scale">How large 1 of the standardised target is in its own units.</param>
sealed class ErrorTally<T>(double scale) : ITally<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    double squares;

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<T> output, float target)
    {
        double error = double.CreateTruncating(output[0]) - target;
        squares += error * error;
    }

    /// <inheritdoc/>
    public Evaluation Result(int rows, double loss) =>
        new()
        {
            Rows = rows,
            Loss = loss,
            Rmse = scale * Math.Sqrt(squares / rows),
        };
}
