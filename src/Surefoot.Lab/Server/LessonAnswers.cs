using Microsoft.AspNetCore.Http;
using Surefoot.Lab.Addresses;
using Surefoot.Lab.Lessons;
using Surefoot.Lab.Pages;
using Surefoot.Lab.Pages.Lessons;

namespace Surefoot.Lab.Server;

/// <summary>The answers that have to do with lessons.</summary>
/// <param name="desk">What runs the experiments.</param>
/// <param name="frame">What all pages have around them.</param>
sealed class LessonAnswers(LessonDesk desk, PageFrame frame)
{
    readonly LessonPage page = new(desk);

    /// <summary>Gives the answers their places.</summary>
    public void AddTo(Answers answers)
    {
        answers.Get(
            "/lesson",
            Of(
                (context, query, lesson) =>
                    Reply.Html(
                        context,
                        frame.Page("/lesson", lesson.Title, "lesson.js", page.Content(lesson, LessonPage.Length(query)))
                    )
            )
        );
        answers.Get(
            "/lesson/parts",
            Of(
                (context, query, lesson) =>
                    Reply.Html(context, page.Parts(lesson, LessonPage.Length(query), Sizes.Read(query)))
            )
        );
        answers.Get(
            "/lesson/table",
            Of(
                (context, query, lesson) =>
                    Reply.Html(
                        context,
                        frame.Page(
                            "/lesson",
                            "Table",
                            script: null,
                            page.Table(lesson, query.Text("chart"))
                                ?? throw new AddressException(
                                    StatusCodes.Status404NotFound,
                                    "There is no such chart: the experiment has not run since this page's "
                                        + "server was started."
                                )
                        )
                    )
            )
        );
        answers.Post("/lesson/run", Of(Run));
    }

    static RequestDelegate Of(Func<HttpContext, AddressQuery, Lesson, Task> answer) =>
        context =>
        {
            AddressQuery query = new(context.Request.Query);
            return answer(context, query, LessonPage.Find(query));
        };

    Task Run(HttpContext context, AddressQuery query, Lesson lesson)
    {
        string what = query.Word("do", "full", "quick", "stop");
        if (what == "stop")
            desk.Cancel();
        else if (!desk.Start(lesson, what == "quick" ? LessonSize.Quick : LessonSize.Full))
            throw new AddressException(
                StatusCodes.Status409Conflict,
                "Another experiment is running; wait for it, or stop it on its page."
            );
        return Reply.Text(context, "");
    }
}
