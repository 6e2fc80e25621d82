using System.Text.Json.Nodes;
using Surefoot.Training.Formats;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs.Folds;

namespace Surefoot.Lab.Reports;

/// <summary>The folds of a cross-validation in words: each measure as its mean ± its deviation.</summary>
public static class FoldWords
{
    /// <summary>What a measure is called.</summary>
    public static string Name(FoldMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return FigureWords.Name(Figure(measure, measure.Mean));
    }

    /// <summary>"95.33 ± 2.11 %" or "4.02 ± 0.31"; the deviation is left out where there is none.</summary>
    public static string Value(FoldMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        string mean = Of(measure, measure.Mean);
        if (double.IsNaN(measure.Deviation))
            return mean;
        string deviation = Of(measure, measure.Deviation);
        return mean.EndsWith(" %", StringComparison.Ordinal) ? $"{mean[..^2]} ± {deviation}" : $"{mean} ± {deviation}";
    }

    /// <summary>What one fold reached.</summary>
    public static string Value(FoldMeasure measure, FoldResult fold)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(fold);
        double value =
            measure.Name == "loss"
                ? fold.Evaluation.Loss
                : fold.Evaluation.Figures.FirstOrDefault(figure =>
                    figure.Name == measure.Name && figure.Class == measure.Class
                )?.Value
                    ?? double.NaN;
        return Of(measure, value);
    }

    /// <summary>What stands behind the main measure, in brackets: how many folds, and the baselines.</summary>
    public static string Beside(FoldsRecord folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        IEnumerable<string> baselines = folds
            .Baselines.Reverse()
            .Select(one =>
                $"{FigureWords.Name(new Baseline(one.Name, one.Mean))} "
                + Value(one with { Name = folds.Measure!.Name })
            );
        return $"  ({string.Join("; ", [$"{folds.Folds} folds, mean ± deviation", .. baselines])})";
    }

    /// <summary>The folds for programs.</summary>
    public static JsonObject ToJson(FoldsRecord folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        return new()
        {
            ["folds"] = folds.Folds,
            ["epochs"] = folds.Epochs,
            ["measures"] = List(folds.Measures),
            ["baselines"] = List(folds.Baselines),
            ["bestEpochs"] = new JsonArray([.. folds.Results.Select(result => (JsonNode)result.BestEpoch)]),
        };
    }

    static JsonArray List(IEnumerable<FoldMeasure> measures) =>
        new([
            .. measures.Select(measure =>
            {
                JsonObject json = new()
                {
                    ["name"] = measure.Name,
                    ["mean"] = JsonFile.Number(measure.Mean),
                    ["deviation"] = JsonFile.Number(measure.Deviation),
                };
                if (measure.Class is { } of)
                    json["class"] = of;
                return (JsonNode)json;
            }),
        ]);

    static string Of(FoldMeasure measure, double value) => FigureWords.Value(Figure(measure, value));

    static MeasuredFigure Figure(FoldMeasure measure, double value) =>
        new(measure.Name, value, double.NaN, double.NaN, 0, measure.Class);
}
