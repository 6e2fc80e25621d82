using Microsoft.AspNetCore.Http;
using Surefoot.Lab.Addresses;

namespace Surefoot.Lab.Server;

/// <summary>
/// Which answer belongs to which method and path. Paths are compared as they are: nothing in one becomes a file's name.
/// </summary>
/// <param name="quiet">Where answers are drawn.</param>
sealed class Answers(QuietThread quiet)
{
    readonly Dictionary<(string Method, string Path), RequestDelegate> answers = [];

    /// <summary>
    /// Answers a GET, and a HEAD by the same headers, with something to be drawn: when it is its turn, and only for a
    /// client that is still there then.
    /// </summary>
    public void Get(string path, RequestDelegate answer) =>
        GetAtOnce(
            path,
            context =>
                quiet.Run(() => context.RequestAborted.IsCancellationRequested ? Task.CompletedTask : answer(context))
        );

    /// <summary>Answers a GET, and a HEAD by the same headers, with something at hand.</summary>
    public void GetAtOnce(string path, RequestDelegate answer) => answers.Add((HttpMethods.Get, path), answer);

    /// <summary>Answers a POST.</summary>
    public void Post(string path, RequestDelegate answer) => answers.Add((HttpMethods.Post, path), answer);

    /// <summary>The answer to a request.</summary>
    /// <exception cref="AddressException">There is none.</exception>
    public RequestDelegate To(HttpRequest request)
    {
        string method = HttpMethods.IsHead(request.Method) ? HttpMethods.Get : request.Method;
        return answers.GetValueOrDefault((method, request.Path.Value ?? ""))
            ?? throw new AddressException(
                StatusCodes.Status404NotFound,
                $"There is no page {request.Path.Value}; the pages are /runs, /descent and /lesson."
            );
    }
}
