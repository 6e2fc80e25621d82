using Surefoot.Cli.Terminal;
using Surefoot.Lab.Reports;
using Surefoot.Training.Data;
using Surefoot.Training.Metrics;
using Surefoot.Training.Runs;

namespace Surefoot.Cli.Results;

/// <summary>What stands beside and under the main measure of an evaluation: interval, baselines, the other
/// figures.</summary>
static class FigureText
{
    // Of so many classes each has a line of its own.
    const int FewClasses = 3;

    /// <summary>What stands behind the measure, in brackets: interval, baselines, rows and what else is
    /// given.</summary>
    public static string Beside(Evaluation evaluation, params IEnumerable<string> more)
    {
        string beside = FigureWords.Beside(evaluation);
        string rows = Lab.Charts.NumberText.Whole(evaluation.Rows) + (evaluation.Rows == 1 ? " row" : " rows");
        string first = beside.Length > 0 ? $"{beside}; {rows}" : rows;
        return $"  ({string.Join(", ", [first, .. more])})";
    }

    /// <summary>The lines under it: a name, and the figure with its interval.</summary>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="allClasses">Whether every class's recall has a line, and not the lowest alone.</param>
    public static IEnumerable<(string Name, string Line)> Under(Evaluation evaluation, bool allClasses = false)
    {
        foreach (MeasuredFigure figure in FigureWords.Others(evaluation))
        {
            string beside = Interval(figure);
            if (figure.Name == "logLoss" && evaluation.Baselines is [{ LogLoss: { } loss }, ..])
                beside += $"; shares of the classes {Lab.Charts.NumberText.Precise(loss)}";
            if (figure.Rows < evaluation.Rows)
                beside += $"; over {Lab.Charts.NumberText.Whole(figure.Rows)} rows drawn from all";
            yield return ("  " + FigureWords.Name(figure), FigureWords.Value(figure) + Bracketed(beside));
        }
        MeasuredFigure[] recalls = [.. FigureWords.Recalls(evaluation)];
        if (allClasses || recalls.Length <= FewClasses)
        {
            foreach (MeasuredFigure figure in recalls)
                yield return ("  recall", $"{Recall(figure)}");
        }
        else
        {
            MeasuredFigure lowest = recalls.MinBy(figure => figure.Value)!;
            yield return ("  lowest recall", Recall(lowest));
        }
        if (FigureWords.Doubt(evaluation) is { } doubt)
            yield return ("  beware", Colours.Yellow(doubt));
    }

    static string Recall(MeasuredFigure figure) =>
        $"{FigureWords.Value(figure)} of {NoteText.Printable(figure.Class!)}"
        + Bracketed($"{Interval(figure)}; {Lab.Charts.NumberText.Whole(figure.Rows)} rows");

    static string Interval(MeasuredFigure figure) => FigureWords.Interval(figure);

    static string Bracketed(string text) => text.Trim(' ', ';') is { Length: > 0 } inner ? $"  ({inner})" : "";
}
