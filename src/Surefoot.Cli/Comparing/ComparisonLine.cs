using System.Globalization;
using Surefoot.Cli.Terminal;
using Surefoot.Training.Comparing;

namespace Surefoot.Cli.Comparing;

/// <summary>How a comparison is getting on.</summary>
/// <param name="line">Where it is shown.</param>
/// <param name="clock">What the time left is taken from.</param>
sealed class ComparisonLine(StatusLine line, TimeProvider clock) : IProgress<ComparisonProgress>
{
    readonly long started = clock.GetTimestamp();

    /// <inheritdoc/>
    public void Report(ComparisonProgress value)
    {
        double left = clock.GetElapsedTime(started).TotalSeconds * (value.InAll - value.Done) / Math.Max(1, value.Done);
        line.Show(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{value.Optimizer}, {value.Run}  rate {value.Rate:G3}  epoch {value.Epoch}/{value.Epochs}  "
                    + $"validation loss {value.ValidationLoss:0.0000}  {100 * value.Done / value.InAll} %  "
                    + $"{(long)left / 60}:{(long)left % 60:00} left"
            ),
            landmark: value.Epoch == value.Epochs
        );
    }
}
