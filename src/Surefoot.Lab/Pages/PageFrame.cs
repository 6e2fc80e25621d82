using Surefoot.Lab.Markup;

namespace Surefoot.Lab.Pages;

/// <summary>
/// What all pages have around their content: the head, the way to the other pages, and the places for messages.
/// </summary>
/// <param name="Token">
/// What a control request must bring along to prove that it comes from a page of this server.
/// </param>
sealed record PageFrame(string Token)
{
    static readonly (string Path, string Title)[] Pages =
    [
        ("/runs", "Runs"),
        ("/descent", "Descent"),
        ("/lesson", "Lesson"),
    ];

    /// <summary>A whole page.</summary>
    /// <param name="path">Which of the pages it is.</param>
    /// <param name="title">What the browser's tab says.</param>
    /// <param name="script">The module that makes the page move; null for a page that stands still.</param>
    /// <param name="content">What stands inside main.</param>
    public MarkupText Page(string path, string title, string? script, MarkupText content)
    {
        MarkupWriter html = new();
        html.Add(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="surefoot-token" content="{Token}">
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="/assets/charts.css">
            <link rel="stylesheet" href="/assets/report.css">
            <link rel="stylesheet" href="/assets/lab.css">
            <title>{title} – Surefoot lab</title>

            """
        );
        if (script is not null)
            html.Add($"""<script type="module" src="/assets/{script}"></script>""");
        html.Add(
            $"""</head><body><a class="skip" href="#content">Skip to the content</a>"""
                + $"""<nav class="top" aria-label="Pages"><span class="brand">Surefoot lab</span>"""
        );
        foreach ((string to, string name) in Pages)
        {
            if (to == path)
                html.Add($"""<a href="{to}" aria-current="page">{name}</a>""");
            else
                html.Add($"""<a href="{to}">{name}</a>""");
        }

        return html.Add(
                $"""</nav><p class="notice" id="message" role="status" hidden></p>"""
                    + $"""<main id="content" tabindex="-1">{content}</main></body></html>"""
            )
            .Finish();
    }

    /// <summary>A page that says why there is nothing else to show.</summary>
    public MarkupText Refusal(string message) =>
        Page(
            "",
            "Not possible",
            script: null,
            new MarkupWriter()
                .Add($"""<header><h1>This cannot be shown</h1><p class="lead">{message}</p></header>""")
                .Finish()
        );
}
