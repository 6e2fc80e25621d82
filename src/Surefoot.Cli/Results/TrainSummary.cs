using System.Globalization;
using System.Text.Json.Nodes;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Reports;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;
using Surefoot.Training.Runs.Folds;

namespace Surefoot.Cli.Results;

/// <summary>What is told at the end of a run: a few lines for people, or one JSON object for programs.</summary>
static class TrainSummary
{
    /// <summary>The lines for people.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="run">The run.</param>
    /// <param name="folder">The run's folder as the user would type it.</param>
    /// <param name="next">The command to try next.</param>
    public static void Write(TextWriter output, RunRecord run, string folder, string next)
    {
        RunResult result = run.Result!;
        bool classification = IsClassification(run);
        if (result.Test is { } test)
            Line(
                output,
                "test " + MeasureText.Name(classification),
                Colours.Green(MeasureText.Value(classification, test.Measure)) + FigureText.Beside(test)
            );
        if (result.Test is not null)
            Under(output, result.Test);
        if (result.Validation is { } validation)
            Line(
                output,
                "validation " + MeasureText.Name(classification),
                MeasureText.Value(classification, validation.Measure)
                    + FigureText.Beside(validation, $"loss {Number(validation.Loss)}")
            );
        if (result is { Test: null, Validation: not null })
            Under(output, result.Validation);
        if (result.Threshold is { } threshold)
            Line(output, "threshold", ThresholdWords.Of(run, threshold));
        if (run.Folds is { IsComplete: true } folds)
            Folds(output, folds);
        if (result.Outcome != RunOutcome.Diverged)
            Line(output, "epochs", $"{result.Epochs} of {Number(EpochsAsked(run))}{Ending(result)}");
        Line(
            output,
            "training",
            $"{result.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s, "
                + $"{Count(result.SamplesPerSecond)} samples/s, {Count(result.Parameters)} parameters"
        );
        if (result.Importance is { } importance)
            Columns(output, importance);
        foreach ((string name, string line) in result.Diagnoses.SelectMany(DiagnosisText.Lines))
            Line(output, name, line);
        Line(output, "run", folder);
        Line(output, "next", next);
    }

    /// <summary>The object for programs.</summary>
    public static JsonObject ToJson(RunRecord run, string folder)
    {
        RunResult result = run.Result!;
        bool classification = IsClassification(run);
        JsonObject json = new()
        {
            ["task"] = run.Task,
            ["model"] = run.Model,
            ["optimizer"] = run.Optimizer,
            ["outcome"] = result.Outcome.ToString(),
            ["epochs"] = result.Epochs,
            ["bestEpoch"] = result.BestEpoch,
            ["trainLoss"] = Finite(result.TrainLoss),
            ["validationLoss"] = Finite(result.ValidationLoss),
            [classification ? "validationAccuracy" : "validationRmse"] = Finite(result.Validation?.Measure),
            [classification ? "testAccuracy" : "testRmse"] = Finite(result.Test?.Measure),
            ["validationFigures"] = Figures(result.Validation, "figures"),
            ["validationBaselines"] = Figures(result.Validation, "baselines"),
            ["testFigures"] = Figures(result.Test, "figures"),
            ["testBaselines"] = Figures(result.Test, "baselines"),
            ["samplesPerSecond"] = Finite(result.SamplesPerSecond),
            ["seconds"] = Finite(result.Seconds),
            ["parameters"] = result.Parameters,
            ["seed"] = run.Seed,
            ["run"] = folder,
        };
        if (result.Importance is { } importance)
            json["importance"] = importance.ToJson();
        if (result.Threshold is { } threshold)
            json["threshold"] = Threshold(threshold, run.Classes);
        if (run.Folds is { IsComplete: true } folds)
            json["folds"] = FoldWords.ToJson(folds);
        if (result.Diagnoses.Count > 0)
            json["diagnoses"] = new JsonArray([.. result.Diagnoses.Select(diagnosis => (JsonNode)diagnosis.ToJson())]);
        if (result.DivergedAtStep is { } step)
            json["divergedAtStep"] = step;
        return json;
    }

    /// <summary>A threshold for programs: the class, and the probability from which on it is predicted.</summary>
    public static JsonObject Threshold(DecisionThreshold threshold, IReadOnlyList<string> classes) =>
        new() { ["class"] = classes[threshold.ClassIndex], ["probability"] = threshold.Probability };

    /// <summary>The figures or the baselines of an evaluation as run.json holds them; null where it has none.</summary>
    public static JsonNode? Figures(Evaluation? evaluation, string member) => evaluation?.ToJson()[member]?.DeepClone();

    static void Columns(TextWriter output, PermutationImportance importance)
    {
        const int most = 10;
        Line(output, "columns", $"worse {ImportanceView.Measure(importance)} when exchanged, on validation rows");
        foreach (ColumnImportance column in importance.Columns.Take(most))
            Line(
                output,
                "",
                $"{NoteText.Printable(column.Column)} {NumberText.Precise(column.Value)} "
                    + $"({NumberText.Precise(column.Low)} to {NumberText.Precise(column.High)})"
            );
        if (importance.Columns.Count > most)
            Line(output, "", $"and {importance.Columns.Count - most} more, in the report");
    }

    static void Folds(TextWriter output, FoldsRecord folds)
    {
        foreach (FoldMeasure measure in folds.Measures.Where(measure => measure.Class is null))
        {
            bool main = measure == folds.Measure;
            Line(
                output,
                (main ? "folds " : "  ") + FoldWords.Name(measure),
                FoldWords.Value(measure) + (main ? FoldWords.Beside(folds) : "")
            );
        }
    }

    static void Under(TextWriter output, Evaluation evaluation)
    {
        foreach ((string name, string line) in FigureText.Under(evaluation))
            Line(output, name, line);
    }

    /// <summary>JSON has no NaN and no infinity: such a number becomes null.</summary>
    public static JsonNode? Finite(double? number) => number is { } value ? JsonFile.Number(value) : null;

    static bool IsClassification(RunRecord run) => run.Task == "classification";

    static int EpochsAsked(RunRecord run) => run.Settings?.Trainer.Epochs ?? EpochsOfVersion1(run);

    static int EpochsOfVersion1(RunRecord run) =>
        int.TryParse(
            run.Texts.FirstOrDefault(setting => setting.Key == "epochs at most").Value,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out int asked
        )
            ? asked
            : run.Result!.Epochs;

    static string Ending(RunResult result) =>
        result.Outcome switch
        {
            RunOutcome.StoppedEarly => $", stopped early; the weights are those of epoch {result.BestEpoch}",
            RunOutcome.Interrupted => ", interrupted",
            _ when result.BestEpoch > 0 && result.BestEpoch < result.Epochs =>
                $"; the weights are those of epoch {result.BestEpoch}",
            _ => "",
        };

    static void Line(TextWriter output, string name, string value) => output.WriteLine($"{name, -20} {value}");

    static string Count(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    static string Number(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
