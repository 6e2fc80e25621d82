using System.Text.Json.Nodes;
using Surefoot.Training.Formats;

namespace Surefoot.Training.Runs;

/// <summary>How well a network does on a set of rows.</summary>
public sealed record Evaluation
{
    /// <summary>How many rows were read.</summary>
    public required int Rows { get; init; }

    /// <summary>
    /// The mean of the loss over the rows, in the units that were trained on (a regression's target is standardised
    /// there).
    /// </summary>
    public required double Loss { get; init; }

    /// <summary>The share of rows whose most likely class is the right one, in [0, 1]; null for a regression.</summary>
    public double? Accuracy { get; init; }

    /// <summary>The root of the mean squared error in the target's own units; null for a classification.</summary>
    public double? Rmse { get; init; }

    /// <summary>
    /// How often a row of class i was taken for class j, at [i, j]; null for a regression. The matrix has a row and a
    /// column for each class.
    /// </summary>
    public int[,]? Confusion { get; init; }

    /// <summary>
    /// What the metrics that were asked for say, by their kinds and in their order; empty where none were.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, double>> Metrics { get; init; } = [];

    /// <summary>The accuracy of a classification or the RMSE of a regression.</summary>
    public double Measure => Accuracy ?? Rmse ?? double.NaN;

    /// <summary>This evaluation as it stands in run.json.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["rows"] = Rows, ["loss"] = JsonFields.Finite(Loss) };
        if (Accuracy is { } accuracy)
            json["accuracy"] = JsonFields.Finite(accuracy);
        if (Rmse is { } rmse)
            json["rmse"] = JsonFields.Finite(rmse);
        if (Confusion is { } counts)
            json["confusion"] = JsonFields.Matrix(counts);
        if (Metrics.Count > 0)
            json["metrics"] = MetricsToJson(Metrics);
        return json;
    }

    internal static Evaluation FromJson(JsonFields json) =>
        new()
        {
            Rows = (int)json.Whole("rows", 0, int.MaxValue),
            Loss = json.Number("loss"),
            Accuracy = json.OptionalNumber("accuracy"),
            Rmse = json.OptionalNumber("rmse"),
            Confusion = json.OptionalMatrix("confusion"),
            Metrics = MetricsOf(json),
        };

    internal static JsonArray MetricsToJson(IReadOnlyList<KeyValuePair<string, double>> metrics) =>
        new([
            .. metrics.Select(metric => new JsonObject
            {
                ["kind"] = metric.Key,
                ["value"] = JsonFields.Finite(metric.Value),
            }),
        ]);

    // None is always the same empty list, so that records of runs without metrics are equal where their figures are.
    internal static IReadOnlyList<KeyValuePair<string, double>> MetricsOf(JsonFields json) =>
        json.OptionalObjects("metrics")
            .Select(metric => KeyValuePair.Create(metric.Text("kind"), metric.Number("value")))
            .ToArray();
}
