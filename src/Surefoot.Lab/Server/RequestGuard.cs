using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Surefoot.Lab.Server;

/// <summary>
/// Who is let in. The server listens on this machine alone, but every web page that its user has open can send requests
/// here too: so the name that a request was sent to must be this machine's (or a stranger's name could be made to point
/// here), a page that sends one must be one of ours, and what changes something must bring the token that only our
/// pages know.
/// </summary>
/// <param name="token">The token.</param>
sealed class RequestGuard(string token)
{
    /// <summary>The header that carries the token.</summary>
    public const string TokenHeader = "X-Surefoot-Token";

    const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    readonly byte[] expected = Encoding.ASCII.GetBytes(token);

    /// <summary>Why a request is refused; null where it is not.</summary>
    public (int Status, string Reason)? Refusal(HttpContext context)
    {
        HttpRequest request = context.Request;
        int port = context.Connection.LocalPort;
        string[] hosts = [$"127.0.0.1:{port}", $"localhost:{port}"];
        if (!hosts.Contains(request.Host.Value ?? "", StringComparer.OrdinalIgnoreCase))
            return (StatusCodes.Status403Forbidden, $"This server answers to {hosts[0]} and {hosts[1]} alone.");
        if (request.Headers.Origin is { Count: > 0 } origin && !IsOurs(origin, hosts))
            return (StatusCodes.Status403Forbidden, "Requests from other pages are refused.");
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return null;
        if (!HttpMethods.IsPost(request.Method))
            return (StatusCodes.Status405MethodNotAllowed, "Only GET, HEAD and POST are understood.");
        return BringsToken(request.Headers[TokenHeader])
            ? null
            : (
                StatusCodes.Status403Forbidden,
                $"A request that changes something needs the page's token in {TokenHeader}; reload the page."
            );
    }

    /// <summary>
    /// What every answer says about itself: nothing from elsewhere, nothing kept, nothing shown inside another page.
    /// </summary>
    public static void Mark(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
    }

    static bool IsOurs(StringValues origin, string[] hosts) =>
        origin is [{ } only]
        && hosts.Any(host => string.Equals(only, "http://" + host, StringComparison.OrdinalIgnoreCase));

    // In a time that does not depend on how much of it is right.
    bool BringsToken(StringValues given) =>
        given is [{ } only] && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(only), expected);
}
