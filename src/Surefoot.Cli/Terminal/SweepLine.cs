using System.Globalization;

namespace Surefoot.Cli.Terminal;

/// <summary>How a sweep of the learning rate is getting on.</summary>
/// <param name="line">Where it is shown.</param>
/// <param name="steps">How many steps there are at most.</param>
/// <param name="clock">What the time left is taken from.</param>
sealed class SweepLine(StatusLine line, int steps, TimeProvider clock) : IProgress<int>
{
    // Where nothing is rewritten, so many lines say enough.
    const int Landmarks = 4;

    readonly long started = clock.GetTimestamp();

    /// <inheritdoc/>
    public void Report(int value)
    {
        double left = clock.GetElapsedTime(started).TotalSeconds * (steps - value) / value;
        line.Show(
            string.Create(
                CultureInfo.InvariantCulture,
                $"step {value}/{steps}  {(long)left / 60}:{(long)left % 60:00} left at most"
            ),
            landmark: value * Landmarks / steps > (value - 1) * Landmarks / steps
        );
    }
}
