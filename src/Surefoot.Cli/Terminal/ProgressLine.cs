using System.Globalization;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Terminal;

/// <summary>
/// How a run is getting on: one line that is rewritten where a person reads along, and one plain line an epoch where stdout or stderr
/// is no terminal. Goes to stderr.
/// </summary>
/// <param name="output">Where to write.</param>
/// <param name="rewrites">Whether the line may be rewritten.</param>
/// <param name="width">How many columns the terminal has now.</param>
sealed class ProgressLine(TextWriter output, bool rewrites, Func<int> width) : IRunObserver
{
    bool classification;
    string measure = "";
    int shown;

    /// <summary>The line for the terminal that this program was started from.</summary>
    public static ProgressLine ForConsole() => new(Console.Error, Colours.IsTerminal, () => Console.WindowWidth);

    /// <inheritdoc/>
    public void RunStarted(RunStarted e) => classification = e.IsClassification;

    /// <inheritdoc/>
    public void StepDone(in StepDone e)
    {
        if (rewrites)
            Rewrite($"{Place(e.Epoch, e.Epochs)}  step {e.StepInEpoch}/{e.StepsPerEpoch}  loss {e.Loss:0.0000}{measure}  {Pace(e.SamplesPerSecond)}  {Left(e.SecondsLeft)}");
    }

    /// <inheritdoc/>
    public void EpochDone(EpochDone e)
    {
        measure = double.IsNaN(e.ValidationMeasure) ? "" : "  " + MeasureText.Named(classification, e.ValidationMeasure, "validation ");
        string line = $"{Place(e.Epoch, e.Epochs)}  step {e.Step}  loss {e.TrainLoss:0.0000}{measure}  {Pace(e.SamplesPerSecond)}";
        string left = Left((e.Epochs - e.Epoch) * e.Seconds / e.Epoch);
        if (rewrites)
            Rewrite($"{line}  {left}");
        else
            output.WriteLine($"{line}  {left}{(e.IsBest ? "  best so far" : "")}");
    }

    /// <inheritdoc/>
    public void Warned(string message)
    {
        Close();
        Messages.Warning(message);
    }

    /// <inheritdoc/>
    public void RunEnded(RunEnded e) => Close();

    void Close()
    {
        if (shown > 0)
            output.WriteLine();
        shown = 0;
    }

    void Rewrite(string line)
    {
        // One column is left free: a full line makes some terminals wrap. Blanks cover what a longer line before has left.
        int columns = width() - 1;
        if (columns > 0 && line.Length > columns)
            line = line[..columns];
        output.Write("\r" + line.PadRight(shown));
        output.Flush();
        shown = line.Length;
    }

    static string Place(int epoch, int epochs) => $"epoch {epoch.ToString().PadLeft(epochs.ToString().Length)}/{epochs}";

    static string Pace(double samples) => $"{samples.ToString("#,0", CultureInfo.InvariantCulture)} samples/s";

    static string Left(double seconds) => double.IsFinite(seconds) && seconds >= 0
        ? $"{(long)seconds / 60}:{(long)seconds % 60:00} left"
        : "";
}
