using Microsoft.AspNetCore.Http;

namespace Surefoot.Lab.Server;

/// <summary>Which answer belongs to which method and path. Paths are compared as they are: nothing in one becomes a file's name.</summary>
sealed class Answers
{
    readonly Dictionary<(string Method, string Path), RequestDelegate> answers = [];

    /// <summary>Answers a GET, and a HEAD by the same headers.</summary>
    public void Get(string path, RequestDelegate answer) => answers.Add((HttpMethods.Get, path), answer);

    /// <summary>Answers a POST.</summary>
    public void Post(string path, RequestDelegate answer) => answers.Add((HttpMethods.Post, path), answer);

    /// <summary>The answer to a request.</summary>
    /// <exception cref="AddressException">There is none.</exception>
    public RequestDelegate To(HttpRequest request)
    {
        string method = HttpMethods.IsHead(request.Method) ? HttpMethods.Get : request.Method;
        return answers.GetValueOrDefault((method, request.Path.Value ?? ""))
            ?? throw new AddressException(StatusCodes.Status404NotFound, $"There is no page {request.Path.Value}; the pages are /runs, /descent and /lesson.");
    }
}
