using System.Globalization;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Reports;

/// <summary>From which probability on a class is predicted, in words.</summary>
public static class ThresholdWords
{
    /// <summary>The threshold alone: "yes from a probability of 0.31 on".</summary>
    /// <param name="threshold">The threshold.</param>
    /// <param name="classes">The names of the classes.</param>
    public static string Of(DecisionThreshold threshold, IReadOnlyList<string> classes) =>
        $"{classes[threshold.ClassIndex]} from a probability of "
        + $"{threshold.Probability.ToString("0.####", CultureInfo.InvariantCulture)} on";

    /// <summary>The same of a run, with how it came about.</summary>
    /// <param name="run">The run.</param>
    /// <param name="threshold">Its threshold.</param>
    public static string Of(RunRecord run, DecisionThreshold threshold) =>
        Of(threshold, run.Classes)
        + (
            run.Settings?.Trainer.Threshold is not { } asked ? ""
            : asked.Value is not null && run.Folds?.Threshold is not null
                ? $", the median of the folds', each chosen by {Word(asked.Measure)}, which flatters their figures"
            : asked.Value is not null ? ", as asked for"
            : $", chosen by {Word(asked.Measure)} on the validation rows, whose figures it flatters"
        );

    /// <summary>What was asked for: "f1".</summary>
    internal static string Asked(ThresholdOptions asked) =>
        asked.Value is { } value
            ? value.ToString("0.####", CultureInfo.InvariantCulture)
            : $"chosen by {Word(asked.Measure)}";

    static string Word(ThresholdMeasure measure) =>
        measure == ThresholdMeasure.F1 ? "F1 of the rarer class" : "balanced accuracy";
}
