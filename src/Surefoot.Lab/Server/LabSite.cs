using Microsoft.AspNetCore.Http;
using Surefoot.Lab.Addresses;
using Surefoot.Lab.Following;
using Surefoot.Lab.Pages;
using Surefoot.Lab.Pages.Lessons;
using Surefoot.Training.Runs;

namespace Surefoot.Lab.Server;

/// <summary>From a request to its answer: who is let in, and which answer it is.</summary>
sealed class LabSite : IDisposable
{
    /// <summary>More clients than this do not listen at once; a page that is not seen does not listen.</summary>
    internal const int MostListeners = 64;

    /// <summary>How long one listens before it has to come again, as browsers do by themselves.</summary>
    internal static readonly TimeSpan LongestListening = TimeSpan.FromMinutes(5);

    readonly CancellationTokenSource ended = new();
    readonly ChangeSignal signal = new();
    readonly QuietThread quiet = new();
    readonly Answers answers;
    readonly TimeProvider clock;
    readonly RunCatalog catalog;
    readonly LessonDesk desk;
    readonly PageFrame frame;
    readonly RequestGuard guard;
    readonly Listeners listeners;

    public LabSite(LabOptions options, string token)
    {
        (clock, guard, frame) = (options.Clock, new RequestGuard(token), new PageFrame(token));
        listeners = new(MostListeners, LongestListening, clock);
        catalog = new(options.RunsFolder);
        desk = new(options.Threads, signal, clock);
        Watch = new(catalog, signal, quiet, clock);
        answers = new(quiet);
        answers.GetAtOnce("/", Home);
        answers.GetAtOnce("/events", Events);
        new RunsAnswers(catalog, signal, frame).AddTo(answers);
        new DescentAnswers(frame).AddTo(answers);
        new LessonAnswers(desk, frame).AddTo(answers);
        foreach ((string name, Asset asset) in Asset.All)
            answers.GetAtOnce("/assets/" + name, context => Reply.Bytes(context, asset.Content, asset.Type));
    }

    /// <summary>What looks at the run folders.</summary>
    public RunWatch Watch { get; }

    /// <summary>See <see cref="LabServer.Follow"/>.</summary>
    public IRunObserver Follow(string name, RunControl control) =>
        catalog.Own = new OwnRun(name, signal, clock) { Control = control };

    /// <summary>Ends the answers that would go on for ever.</summary>
    public void End() => ended.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        desk.Dispose();
        quiet.Dispose();
        ended.Dispose();
    }

    /// <summary>Answers a request.</summary>
    public async Task Answer(HttpContext context)
    {
        RequestGuard.Mark(context.Response.Headers);
        if (guard.Refusal(context) is { } refusal)
        {
            await Reply.Text(context, refusal.Reason, refusal.Status);
            return;
        }

        try
        {
            ConnectionGate.Note(context, ConnectionState.Drawing);
            await answers.To(context.Request)(context);
        }
        catch (AddressException e)
        {
            await (
                HttpMethods.IsPost(context.Request.Method)
                    ? Reply.Text(context, e.Message, e.Status)
                    : Reply.Html(context, frame.Refusal(e.Message), e.Status)
            );
        }
        finally
        {
            ConnectionGate.Note(context, ConnectionState.Idle);
        }
    }

    static Task Home(HttpContext context)
    {
        context.Response.Redirect("/runs");
        return Task.CompletedTask;
    }

    async Task Events(HttpContext context)
    {
        using Listeners.Place place = listeners.Take();
        ConnectionGate.Note(context, ConnectionState.Listening);
        using IDisposable listening = Watch.Listen();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, place.Over);
        await new EventStream(signal, clock).Run(context, stop.Token);
    }
}
