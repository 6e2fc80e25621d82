using System.Globalization;
using Microsoft.AspNetCore.Http;
using Surefoot.Lab.Addresses;
using Surefoot.Lab.Charts;
using Surefoot.Lab.Lessons;
using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Pages.Lessons;

/// <summary>
/// The page of the lessons: the list, the text at the length asked for, and the experiment with what it found.
/// </summary>
/// <param name="desk">What runs the experiments.</param>
sealed class LessonPage(LessonDesk desk)
{
    /// <summary>The lesson that an address asks for; the first where it says nothing.</summary>
    /// <exception cref="AddressException">There is none of that name.</exception>
    public static Lesson Find(AddressQuery query) =>
        query.Text("name") is not { } name
            ? Lesson.All[0]
            : Lesson.Find(name)
                ?? throw new AddressException(
                    StatusCodes.Status404NotFound,
                    $"There is no lesson '{name}'; there are "
                        + $"{string.Join(", ", Lesson.All.Select(lesson => lesson.Name))}."
                );

    /// <summary>The length that an address asks for.</summary>
    public static LessonLength Length(AddressQuery query) =>
        query.Word("length", "short", "medium", "detailed") switch
        {
            "medium" => LessonLength.Medium,
            "detailed" => LessonLength.Detailed,
            _ => LessonLength.Short,
        };

    /// <summary>What stands inside main.</summary>
    public MarkupText Content(Lesson lesson, LessonLength length) =>
        new MarkupWriter()
            .Add(
                $"""
                <nav class="side" aria-label="Lessons"><div class="card"><h2>Lessons</h2>{Part.Of(
                    "list",
                    List(lesson, length)
                )}</div></nav>
                <div class="view lesson">
                <header><h1>{lesson.Title}</h1><p class="lead">{lesson.Statement}</p></header>
                <section class="card text" aria-label="Explanation">{Lengths(lesson, length)}{lesson.Explain(
                    length
                ).ToHtml()}</section>
                <section class="card" aria-labelledby="experiment-heading">
                <h2 id="experiment-heading">The experiment</h2>{Part.Of(
                    "experiment",
                    Experiment(lesson)
                )}</section>
                <details class="card text" id="glossary"><summary>Glossary</summary>{Glossary.Text.ToHtml()}</details>
                </div>
                """
            )
            .Finish();

    /// <summary>The parts that change while an experiment runs.</summary>
    public MarkupText Parts(Lesson lesson, LessonLength length, Sizes sizes) =>
        new MarkupWriter()
            .Add($"{Part.Of("list", List(lesson, length))}{Part.Of("experiment", Experiment(lesson, sizes))}")
            .Finish();

    /// <summary>The numbers behind a chart; null where there is no such chart.</summary>
    public MarkupText? Table(Lesson lesson, string? chart)
    {
        if (
            desk.Stand(lesson.Name).Result is not { } result
            || !int.TryParse(chart, NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            || index >= result.Charts.Count
        )
            return null;
        return new MarkupWriter()
            .Add(
                $"""<header><h1>{result.Charts[index].Title}</h1><p class="lead">"""
                    + $"""<a href="/lesson?name={lesson.Name}">Back to the lesson</a></p></header>"""
                    + $"""<section class="card">{result.Charts[index].ToTable().ToHtml()}</section>"""
            )
            .Finish();
    }

    MarkupText List(Lesson shown, LessonLength length)
    {
        MarkupWriter html = new();
        html.Add($"""<ol class="lesson-list">""");
        foreach (Lesson lesson in Lesson.All)
        {
            LessonStand stand = desk.Stand(lesson.Name);
            html.Add(
                $"""<li><a id="to-{lesson.Name}" """
                    + $"""href="/lesson?name={lesson.Name}"""
                    + $"""{(length == LessonLength.Short ? "" : "&length=" + Word(length))}" """
                    + $"""{new MarkupText(lesson == shown ? "aria-current=\"true\"" : "")}>{lesson.Title}</a> """
            );
            if (stand.Progress is not null)
                html.Add($"""<span class="badge live">Running</span>""");
            else if (stand.Result is { } result)
                html.Add(Verdict(result));
            html.Add($"</li>");
        }

        return html.Add($"</ol>").Finish();
    }

    static MarkupText Lengths(Lesson lesson, LessonLength shown)
    {
        MarkupWriter html = new();
        html.Add($"""<nav class="surfaces lengths" aria-label="Length of the explanation"><ul>""");
        foreach (LessonLength length in Enum.GetValues<LessonLength>())
            html.Add(
                $"""<li><a href="/lesson?name={lesson.Name}&length={Word(length)}" """
                    + $"""{new MarkupText(length == shown ? "aria-current=\"true\"" : "")}>{length.ToString()}</a>"""
                    + $"""</li>"""
            );
        return html.Add($"</ul></nav>").Finish();
    }

    MarkupText Experiment(Lesson lesson, Sizes? sizes = null)
    {
        LessonStand stand = desk.Stand(lesson.Name);
        MarkupWriter html = new();
        html.Add($"""<div class="orders">""");
        if (stand.Progress is { } progress)
            html.Add(
                $"""<progress id="progress" max="1" value="{progress.Share}" aria-label="Progress of the """
                    + $"""experiment"></progress> <span """
                    + $"""class="doing">{NumberText.Whole(Math.Round(progress.Share * 100))} %, {progress.Doing}"""
                    + $"""</span> <button type="button" id="run-stop" data-lesson="stop">Stop</button>"""
            );
        else
            html.Add(
                $"""<button type="button" id="run-full" data-lesson="full">Run</button> """
                    + $"""<button type="button" id="run-quick" data-lesson="quick">Run the quick size</button>"""
            );
        html.Add($"""</div><p class="hint">In a terminal: <code>surefoot lesson {lesson.Name}</code></p>""");
        if (stand.Trouble is { } trouble)
            html.Add($"""<p class="notice">{trouble}</p>""");
        if (stand.Result is not { } result)
            return html.Finish();
        html.Add(
            $"""<p class="verdict">{Verdict(result)} {result.Sentence}</p>"""
                + $"""<p class="hint">Expected: """
                + $"""{result.Expected}{(stand.Size == LessonSize.Quick ? " This was the quick size." : "")}</p>"""
        );
        if (result.Winner.Length > 0)
            html.Add($"<p>{result.Winner}</p>");
        html.Add($"""<dl class="facts">""");
        foreach (LessonFigure figure in result.Figures)
            html.Add($"<div><dt>{figure.Name}</dt><dd>{figure.Text}</dd></div>");
        html.Add($"""</dl><div class="pair">""");
        foreach ((int index, LineChart chart) in result.Charts.Index())
            html.Add(
                LiveFigure.Of(
                    $"lesson-{index}",
                    chart,
                    string.Create(CultureInfo.InvariantCulture, $"/lesson/table?name={lesson.Name}&chart={index}"),
                    sizes ?? Sizes.Both
                )
            );
        return html.Add($"</div>").Finish();
    }

    static MarkupText Verdict(LessonResult result) =>
        new MarkupWriter()
            .Add(
                $"""<span class="badge """
                    + $"""{(result.Holds ? "good" : "bad")}">{(result.Holds ? "Holds" : "Does not hold")}</span>"""
            )
            .Finish();

    static string Word(LessonLength length) => length.ToString().ToLowerInvariant();
}
