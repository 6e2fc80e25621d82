using System.Globalization;

namespace Surefoot.Training.Runs;

/// <summary>
/// A line for each epoch on the console, as it ends: what <see cref="NetworkTraining"/> shows unless told otherwise.
/// </summary>
/// <param name="output">
/// Where to write; standard error unless given, so that a program's own output stays its own.
/// </param>
public sealed class ConsoleProgress(TextWriter? output = null) : IRunObserver
{
    readonly TextWriter output = output ?? Console.Error;
    bool classification;

    /// <inheritdoc/>
    public void RunStarted(RunStarted e)
    {
        classification = e.IsClassification;
        Write(
            $"{e.TrainingRows:#,0} training rows, {e.ValidationRows:#,0} validation rows, {e.Parameters:#,0} parameters"
        );
    }

    /// <inheritdoc/>
    public void EpochDone(EpochDone e)
    {
        string measured = double.IsNaN(e.ValidationMeasure)
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $", validation loss {e.ValidationLoss:0.0000}, {(classification ? "accuracy" : "RMSE")} "
                    + $"{e.ValidationMeasure:G5}"
            );
        string metrics = string.Concat(
            e.ValidationMetrics.Select(metric =>
                string.Create(CultureInfo.InvariantCulture, $", {metric.Key} {metric.Value:G5}")
            )
        );
        Write($"epoch {e.Epoch}/{e.Epochs}: loss {e.TrainLoss:0.0000}{measured}{metrics}");
    }

    /// <inheritdoc/>
    public void Diagnosed(Watching.Diagnosis e) =>
        Write($"note: {e.Title}: {e.Evidence}{(e.Remedies.Count > 0 ? " " + e.Remedies[0].Advice : "")}");

    /// <inheritdoc/>
    public void Warned(string message) => Write($"warning: {message}");

    void Write(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
