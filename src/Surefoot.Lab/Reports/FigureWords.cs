using System.Globalization;
using Surefoot.Lab.Charts;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>The figures of an evaluation in words: what they are called, their intervals, and the baselines.</summary>
public static class FigureWords
{
    /// <summary>What a figure is called, the recall of a class with it.</summary>
    public static string Name(MeasuredFigure figure) =>
        figure.Name switch
        {
            "logLoss" => "log loss",
            "macroF1" => "macro F1",
            "auc" => "AUC",
            "rmse" => "RMSE",
            "mae" => "MAE",
            "r2" => "R²",
            _ when figure.Class is { } of => $"recall of {of}",
            _ => figure.Name,
        };

    /// <summary>The figure alone: a share of rows in percent.</summary>
    public static string Value(MeasuredFigure figure) => Text(figure, figure.Value);

    /// <summary>Its interval, "96.90–99.22 %"; empty where the rows are too few for one.</summary>
    public static string Interval(MeasuredFigure figure)
    {
        if (double.IsNaN(figure.Low) || double.IsNaN(figure.High))
            return "";
        string low = Text(figure, figure.Low);
        return $"{(IsShare(figure) ? low[..^2] : low)}–{Text(figure, figure.High)}";
    }

    /// <summary>What a baseline is called.</summary>
    public static string Name(Baseline baseline) =>
        baseline.Name switch
        {
            Baseline.Commonest => "commonest class",
            Baseline.Mean => "training mean",
            Baseline.LastValue => "last value",
            Baseline.LastSeason => "value of a season before",
            _ => baseline.Name,
        };

    /// <summary>What a baseline reaches.</summary>
    public static string Value(Evaluation evaluation, Baseline baseline) =>
        evaluation.Figure("accuracy") is not null ? Percent(baseline.Measure) : Number(baseline.Measure);

    /// <summary>
    /// The interval of the main measure and the baselines, as they stand behind it: "95 % interval 96.90–99.22 %;
    /// commonest class 11.20 %"; empty where the evaluation has none.
    /// </summary>
    public static string Beside(Evaluation evaluation)
    {
        if (Main(evaluation) is not { } main)
            return "";
        List<string> parts = [];
        if (Interval(main) is { Length: > 0 } interval)
            parts.Add($"95 % interval {interval}");
        parts.AddRange(evaluation.Baselines.Reverse().Select(one => $"{Name(one)} {Value(evaluation, one)}"));
        return string.Join("; ", parts);
    }

    /// <summary>The figures beside the main one, those of single classes not among them.</summary>
    public static IEnumerable<MeasuredFigure> Others(Evaluation evaluation) =>
        evaluation.Figures.Where(figure => figure.Name is not ("accuracy" or "rmse" or "recall"));

    /// <summary>The recalls of the classes that have rows.</summary>
    public static IEnumerable<MeasuredFigure> Recalls(Evaluation evaluation) =>
        evaluation.Figures.Where(figure => figure is { Name: "recall", Rows: > 0 });

    /// <summary>
    /// That the result is not clearly better than the baseline to compare with: this lies within the interval, or is
    /// the better one; null where the result is better, or there is none to compare with.
    /// </summary>
    public static string? Doubt(Evaluation evaluation)
    {
        if (Main(evaluation) is not { } main || evaluation.Baselines.Count == 0)
            return null;
        bool share = main.Name == "accuracy";
        Baseline best = share
            ? evaluation.Baselines.MaxBy(one => one.Measure)!
            : evaluation.Baselines.MinBy(one => one.Measure)!;
        string what = best.Name switch
        {
            Baseline.Commonest => "saying the commonest class of the training rows every time",
            Baseline.Mean => "saying the mean of the training rows every time",
            Baseline.LastSeason => "saying the value of a season before",
            _ => "saying the last value that is known",
        };
        bool clear = share ? main.Low > best.Measure : main.High < best.Measure,
            better = share ? main.Value > best.Measure : main.Value < best.Measure;
        return clear ? null
            : better ? $"not clearly better than {what}: {Value(evaluation, best)} lies within the interval"
            : $"no better than {what}: {Value(evaluation, best)}";
    }

    static MeasuredFigure? Main(Evaluation evaluation) => evaluation.Figure("accuracy") ?? evaluation.Figure("rmse");

    static bool IsShare(MeasuredFigure figure) => figure.Name is "accuracy" or "recall";

    static string Text(MeasuredFigure figure, double value) => IsShare(figure) ? Percent(value) : Number(value);

    // With a plain blank, as terminals have it.
    static string Percent(double share) =>
        double.IsFinite(share) ? (share * 100).ToString("0.00", CultureInfo.InvariantCulture) + " %" : "–";

    static string Number(double value) => double.IsFinite(value) ? NumberText.Precise(value) : "–";
}
