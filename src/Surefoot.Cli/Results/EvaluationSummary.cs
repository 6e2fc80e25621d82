using System.Text.Json.Nodes;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Reports;
using Surefoot.Training.Data;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Results;

/// <summary>What `surefoot evaluate` tells: measures and confusion matrix, for people or for programs.</summary>
static class EvaluationSummary
{
    /// <summary>The lines for people.</summary>
    public static void Write(TextWriter output, SavedModel model, Evaluation evaluation)
    {
        Preprocessing data = model.Preprocessing;
        bool classification = data.Task == TaskKind.Classification;
        output.WriteLine(
            $"{MeasureText.Name(classification), -10} {MeasureText.Value(classification, evaluation.Measure)}"
                + FigureText.Beside(evaluation)
        );
        foreach ((string name, string line) in FigureText.Under(evaluation, allClasses: data.Classes.Count <= 20))
            output.WriteLine($"{name, -10} {line}");
        output.WriteLine($"{"loss", -10} {evaluation.Loss:0.######}");
        output.WriteLine($"{"rows", -10} {evaluation.Rows:#,0}");
        if (model.Threshold is { } threshold)
            output.WriteLine($"{"predicted", -10} {ThresholdWords.Of(threshold, data.Classes)}");
        if (evaluation.Confusion is { } counts)
        {
            output.WriteLine();
            ConfusionText.Write(output, data.Classes, counts);
        }
    }

    /// <summary>The object for programs; the confusion matrix is a row for each actual class.</summary>
    public static JsonObject ToJson(SavedModel model, Evaluation evaluation)
    {
        Preprocessing data = model.Preprocessing;
        JsonObject json = new()
        {
            ["task"] = data.Task == TaskKind.Classification ? "classification" : "regression",
            ["target"] = data.TargetName,
            ["rows"] = evaluation.Rows,
            ["loss"] = TrainSummary.Finite(evaluation.Loss),
            [data.Task == TaskKind.Classification ? "accuracy" : "rmse"] = TrainSummary.Finite(evaluation.Measure),
        };
        json["figures"] = TrainSummary.Figures(evaluation, "figures");
        json["baselines"] = TrainSummary.Figures(evaluation, "baselines");
        if (model.Threshold is { } threshold)
            json["threshold"] = TrainSummary.Threshold(threshold, data.Classes);
        if (evaluation.ToJson()["confusion"] is { } counts)
        {
            json["classes"] = JsonFields.Texts(data.Classes);
            json["confusion"] = counts.DeepClone();
        }

        return json;
    }
}
