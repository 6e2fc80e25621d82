using System.Text.Json.Nodes;
using Surefoot.Cli.Terminal;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Lessons;

namespace Surefoot.Cli.Results;

/// <summary>A lesson in the terminal: its words before it runs, what was measured after.</summary>
static class LessonSummary
{
    const int WidestText = 96,
        WidestChart = 78,
        ChartHeight = 12;

    /// <summary>The columns that texts are broken to: no more than reads well, however wide the terminal is.</summary>
    public static int Width => Math.Min(WidestText, TerminalWidth.Line);

    /// <summary>Title, statement and explanation.</summary>
    public static void WriteText(TextWriter output, Lesson lesson, LessonLength length)
    {
        output.WriteLine(lesson.Title);
        output.WriteLine(new string('=', lesson.Title.Length));
        output.WriteLine();
        foreach (string line in lesson.Explain(length).ToLines(Width))
            output.WriteLine(line);
        output.WriteLine();
    }

    /// <summary>Chart, sentence and verdict.</summary>
    public static void WriteResult(TextWriter output, LessonResult result)
    {
        foreach (LineChart chart in result.Charts)
        {
            foreach (string line in chart.ToText(Math.Min(WidestChart, TerminalWidth.Line), ChartHeight))
                output.WriteLine(line);
            output.WriteLine();
        }

        Paragraph(output, "Measured: " + result.Sentence);
        Paragraph(output, "Expected: " + result.Expected);
        output.WriteLine(
            "Verdict:  " + (result.Holds ? Colours.Green("it holds.") : Colours.Yellow("it did not hold."))
        );
        if (result.Winner.Length > 0)
            Paragraph(output, result.Winner);
        output.WriteLine();
    }

    /// <summary>The object for programs.</summary>
    public static JsonObject ToJson(Lesson lesson, LessonResult result)
    {
        JsonObject figures = [];
        foreach (LessonFigure figure in result.Figures)
            figures[figure.Name] = TrainSummary.Finite(figure.Value);
        return new JsonObject
        {
            ["name"] = lesson.Name,
            ["statement"] = lesson.Statement,
            ["sentence"] = result.Sentence,
            ["expected"] = result.Expected,
            ["winner"] = result.Winner,
            ["holds"] = result.Holds,
            ["figures"] = figures,
        };
    }

    static void Paragraph(TextWriter output, string text)
    {
        foreach (string line in TextLines.Of(text, Width))
            output.WriteLine(line);
    }
}
