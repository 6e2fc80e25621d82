using Microsoft.AspNetCore.Http;
using Surefoot.Lab.Addresses;
using Surefoot.Lab.Markup;
using Surefoot.Lab.Pages;
using Surefoot.Lab.Pages.Descents;

namespace Surefoot.Lab.Server;

/// <summary>The answers that have to do with descents.</summary>
/// <param name="frame">What all pages have around them.</param>
sealed class DescentAnswers(PageFrame frame)
{
    /// <summary>Gives the answers their places.</summary>
    public void AddTo(Answers answers)
    {
        answers.Get(
            "/descent",
            context =>
                Whole(
                    context,
                    "Descent",
                    "descent.js",
                    DescentPage.Content(DescentAddress.Read(Query(context)), Address(context), Sizes.Both)
                )
        );
        answers.Get(
            "/descent/parts",
            context =>
                Reply.Html(
                    context,
                    DescentPage.Parts(DescentAddress.Read(Query(context)), Address(context), Sizes.Read(Query(context)))
                )
        );
        answers.Get(
            "/descent/table",
            context =>
                Whole(
                    context,
                    "Table",
                    script: null,
                    DescentPage.Table(DescentAddress.Read(Query(context)), Address(context))
                )
        );
    }

    Task Whole(HttpContext context, string title, string? script, MarkupText content) =>
        Reply.Html(context, frame.Page("/descent", title, script, content));

    static AddressQuery Query(HttpContext context) => new(context.Request.Query);

    // What links lead back to: the size was for one answer alone.
    static string Address(HttpContext context) =>
        (context.Request.QueryString.Value ?? "")
            .Replace("&size=wide", "", StringComparison.Ordinal)
            .Replace("&size=narrow", "", StringComparison.Ordinal);
}
