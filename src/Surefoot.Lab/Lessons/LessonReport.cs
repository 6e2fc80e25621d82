using Surefoot.Lab.Charts;
using Surefoot.Lab.Markup;
using Surefoot.Lab.Reports;
using Surefoot.Training.Formats;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Lessons;

/// <summary>The report of lessons that were run: a single HTML file with no outside reference and no script.</summary>
public static class LessonReport
{
    /// <summary>Writes the report; a file that is there is replaced as a whole or not at all.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="lessons">The lessons with what they measured, in the order to show them.</param>
    /// <param name="size">How large the experiments were.</param>
    /// <exception cref="ModelFileException">The file cannot be written.</exception>
    public static void Write(
        string path,
        IReadOnlyList<(Lesson Lesson, LessonResult Result)> lessons,
        LessonSize size
    ) => ReportPage.Write(path, ToHtml(lessons, size));

    /// <summary>The report as text.</summary>
    /// <param name="lessons">The lessons with what they measured, in the order to show them.</param>
    /// <param name="size">How large the experiments were.</param>
    public static MarkupText ToHtml(IReadOnlyList<(Lesson Lesson, LessonResult Result)> lessons, LessonSize size)
    {
        MarkupWriter html = new();
        int held = lessons.Count(one => one.Result.Holds);
        html.Add(
            $"""
            <header>
            <p class="brand">Surefoot lessons</p>
            <h1>RMSprop, put to the test</h1>
            <p class="lead">{lessons.Count} {(
                lessons.Count == 1 ? "statement" : "statements"
            )} about RMSprop, each with an experiment that was run for this page{(
                size == LessonSize.Quick ? ", at its quick size" : ""
            )}. {held} of {lessons.Count} held.</p>
            </header>
            <section class="card" aria-labelledby="verdicts-heading">
            <h2 id="verdicts-heading">Verdicts</h2><dl class="facts">
            """
        );
        foreach ((Lesson lesson, LessonResult result) in lessons)
            html.Add(
                $"""<div><dt><a href="#{lesson.Name}">{lesson.Title}</a></dt>"""
                    + $"""<dd>{Badge(result)} {result.Sentence}</dd></div>"""
            );
        html.Add($"</dl></section>");
        foreach ((Lesson lesson, LessonResult result) in lessons)
            html.Add(Section(lesson, result));
        html.Add(
            $"""<section class="card prose" aria-labelledby="glossary-heading">"""
                + $"""<h2 id="glossary-heading">Glossary</h2>{Glossary.Text.ToHtml()}</section>"""
        );
        return ReportPage.Of("Surefoot lessons", html.Finish(), RunEnvironment.Current.Surefoot);
    }

    /// <summary>One lesson: its words at the three lengths, what was measured, and the charts.</summary>
    public static MarkupText Section(Lesson lesson, LessonResult result)
    {
        MarkupWriter html = new();
        html.Add(
            $"""
            <section class="card lesson" id="{lesson.Name}" aria-labelledby="{lesson.Name}-heading">
            <div class="switch prose">
            <h2 id="{lesson.Name}-heading">{lesson.Title}</h2>
            {Choice(lesson.Name, "short", "Short", chosen: false)}{Choice(
                lesson.Name,
                "medium",
                "Medium",
                chosen: true
            )}{Choice(lesson.Name, "detailed", "Detailed", chosen: false)}
            <blockquote>{lesson.Statement}</blockquote>
            <div class="when-short">{lesson.Explain(LessonLength.Short).ToHtml()}</div>
            <div class="when-medium">{lesson.Explain(LessonLength.Medium).ToHtml()}</div>
            <div class="when-detailed">{lesson.Explain(LessonLength.Detailed).ToHtml()}</div>
            </div>
            <div>
            <p class="verdict">{Badge(result)} {result.Sentence}</p>
            <p class="hint">Expected: {result.Expected}</p>
            {Winner(result)}

            """
        );
        foreach (LineChart chart in result.Charts)
            html.Add($"<h3>{chart.Title}</h3>{Figure.Of(chart)}");
        html.Add($"""<dl class="facts">""");
        foreach (LessonFigure figure in result.Figures)
            html.Add($"<div><dt>{figure.Name}</dt><dd>{figure.Text}</dd></div>");
        return html.Add($"</dl></div></section>").Finish();
    }

    static MarkupText Winner(LessonResult result) =>
        result.Winner.Length == 0 ? default : new MarkupWriter().Add($"<p>{result.Winner}</p>").Finish();

    static MarkupText Badge(LessonResult result) =>
        result.Holds
            ? new("""<span class="badge good">Holds</span>""")
            : new("""<span class="badge bad">Did not hold</span>""");

    static MarkupText Choice(string lesson, string length, string label, bool chosen) =>
        new MarkupWriter()
            .Add(
                $"""<input type="radio" name="{lesson}-length" id="{lesson}-{length}" """
                    + $"""class="{length}"{(chosen ? new MarkupText(" checked") : default)}>"""
                    + $"""<label for="{lesson}-{length}">{label}</label>"""
            )
            .Finish();
}
