using System.Globalization;
using System.Text;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Terminal;

/// <summary>
/// How a run is getting on: one line that is rewritten where a person reads along, and one plain line an epoch where
/// stdout or stderr is no terminal. Goes to stderr.
/// </summary>
/// <param name="output">Where to write.</param>
/// <param name="rewrites">Whether the line may be rewritten.</param>
/// <param name="width">How many columns the terminal has now.</param>
sealed class ProgressLine(TextWriter output, bool rewrites, Func<int> width) : IRunObserver
{
    bool classification;
    double measured = double.NaN;
    int shown;

    /// <summary>The line for the terminal that this program was started from.</summary>
    public static ProgressLine ForConsole() =>
        new(VisibleWriter.RawError, Colours.IsTerminal, () => Console.WindowWidth);

    /// <inheritdoc/>
    public void RunStarted(RunStarted e) => classification = e.IsClassification;

    /// <inheritdoc/>
    public void StepDone(in StepDone e)
    {
        if (rewrites)
            Rewrite(
                Place(e.Epoch, e.Epochs),
                $"step {e.StepInEpoch}/{e.StepsPerEpoch}",
                $"loss {e.Loss:0.0000}",
                Pace(e.SamplesPerSecond),
                Left(e.SecondsLeft)
            );
    }

    /// <inheritdoc/>
    public void EpochDone(EpochDone e)
    {
        measured = e.ValidationMeasure;
        string place = Place(e.Epoch, e.Epochs),
            step = $"step {e.Step}",
            loss = $"loss {e.TrainLoss:0.0000}",
            pace = Pace(e.SamplesPerSecond);
        string left = Left((e.Epochs - e.Epoch) * e.Seconds / e.Epoch);
        if (rewrites)
            Rewrite(place, step, loss, pace, left);
        else
            output.WriteLine(Line(place, step, loss, Named, pace, left, e.IsBest ? "best so far" : ""));
    }

    /// <inheritdoc/>
    public void Resumed(RunResumed e)
    {
        // Rolling back comes with a warning that says so, and so does beginning again.
        if (e.RolledBack || e.Step == 0)
            return;
        Close();
        Messages.Note($"The run goes on from step {e.Step}, after {e.Epoch} epochs.");
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

    string Named => double.IsNaN(measured) ? "" : MeasureText.Named(classification, measured, "validation ");

    string Short => double.IsNaN(measured) ? "" : "val " + MeasureText.Value(classification, measured);

    // As much as the terminal has room for: what matters less goes first, and the time left stays.
    void Rewrite(string place, string step, string loss, string pace, string left)
    {
        // One column is left free: a full line makes some terminals wrap. Blanks cover what a longer line before has
        // left.
        int columns = width() - 1;
        string[] lines =
        [
            Line(place, step, loss, Named, pace, left),
            Line(place, step, loss, Short, pace, left),
            Line(place, loss, Short, pace, left),
            Line(place, loss, Short, left),
            Line(place, loss, left),
        ];
        string line =
            columns > 0
                ? Array.Find(lines, one => one.Length <= columns) ?? lines[^1][..Math.Min(columns, lines[^1].Length)]
                : lines[0];
        output.Write("\r" + line.PadRight(shown));
        output.Flush();
        shown = line.Length;
    }

    static string Line(params ReadOnlySpan<string> parts)
    {
        var line = new StringBuilder();
        foreach (string part in parts)
        {
            if (part.Length > 0)
                line.Append(line.Length > 0 ? "  " : "").Append(part);
        }

        return line.ToString();
    }

    static string Place(int epoch, int epochs) =>
        $"epoch {epoch.ToString().PadLeft(epochs.ToString().Length)}/{epochs}";

    static string Pace(double samples) => $"{samples.ToString("#,0", CultureInfo.InvariantCulture)} samples/s";

    static string Left(double seconds) =>
        double.IsFinite(seconds) && seconds >= 0 ? $"{(long)seconds / 60}:{(long)seconds % 60:00} left" : "";
}
