using Microsoft.AspNetCore.Http;
using Surefoot.Lab.Addresses;
using Surefoot.Lab.Following;
using Surefoot.Lab.Pages;
using Surefoot.Lab.Pages.Runs;
using Surefoot.Lab.Reports;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Server;

/// <summary>The answers that have to do with runs.</summary>
/// <param name="catalog">The runs.</param>
/// <param name="signal">Told of orders that were given.</param>
/// <param name="frame">What all pages have around them.</param>
sealed class RunsAnswers(RunCatalog catalog, ChangeSignal signal, PageFrame frame)
{
    const string ReportPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'";

    readonly RunOrders orders = new(catalog);
    readonly RunsPage page = new(catalog);

    /// <summary>Gives the answers their places.</summary>
    public void AddTo(Answers answers)
    {
        answers.Get(
            "/runs",
            Fresh(
                (context, query) =>
                    Reply.Html(context, frame.Page("/runs", "Runs", "runs.js", page.Content(RunsAddress.Read(query))))
            )
        );
        answers.Get("/runs/parts", Fresh((context, query) => Reply.Html(context, page.Parts(RunsAddress.Read(query)))));
        answers.Get("/runs/table", Fresh(Table));
        answers.Post("/runs/order", Fresh(Order));
        answers.Get("/report", Fresh(Report));
    }

    // Whoever asks sees the files as they are now, and not as they were at the last look.
    RequestDelegate Fresh(Func<HttpContext, AddressQuery, Task> answer) =>
        context =>
        {
            catalog.Look();
            return answer(context, new AddressQuery(context.Request.Query));
        };

    Task Table(HttpContext context, AddressQuery query) =>
        Reply.Html(
            context,
            frame.Page(
                "/runs",
                "Table",
                script: null,
                page.Table(RunsAddress.Read(query), query.Text("chart"))
                    ?? throw new AddressException(
                        StatusCodes.Status404NotFound,
                        $"There is no chart '{query.Text("chart")}' of these runs."
                    )
            )
        );

    async Task Order(HttpContext context, AddressQuery query)
    {
        await Reply.Text(context, orders.Give(query.Text("run") ?? "", query.Text("order") ?? ""));
        signal.Raise();
    }

    // The report's style stands inside it, which the policy of the pages would forbid; it has no script at all.
    Task Report(HttpContext context, AddressQuery query)
    {
        string? name = query.Text("run");
        RunRecord record =
            catalog.Views().FirstOrDefault(run => run.Name == name)?.Record
            ?? throw new AddressException(
                StatusCodes.Status404NotFound,
                $"There is no run '{name}' with a record to report."
            );
        context.Response.Headers.ContentSecurityPolicy = ReportPolicy;
        return Reply.Html(context, RunReport.ToHtml(record));
    }
}
