using System.Text;
using Microsoft.AspNetCore.Http;
using Surefoot.Lab.Markup;
using Surefoot.Training.Formats;

namespace Surefoot.Lab.Server;

/// <summary>Answers of known length: a client that reads slowly holds up nothing but its own connection.</summary>
static class Reply
{
    /// <summary>Answers with HTML.</summary>
    public static Task Html(HttpContext context, MarkupText html, int status = StatusCodes.Status200OK) =>
        Bytes(context, Encoding.UTF8.GetBytes(html.Value), "text/html; charset=utf-8", status);

    /// <summary>Answers with plain text.</summary>
    public static Task Text(HttpContext context, string text, int status = StatusCodes.Status200OK) =>
        Bytes(context, Encoding.UTF8.GetBytes(VisibleText.Line(text)), "text/plain; charset=utf-8", status);

    /// <summary>Answers with bytes.</summary>
    public static Task Bytes(
        HttpContext context,
        ReadOnlyMemory<byte> bytes,
        string type,
        int status = StatusCodes.Status200OK
    )
    {
        HttpResponse response = context.Response;
        (response.StatusCode, response.ContentType, response.ContentLength) = (status, type, bytes.Length);
        ConnectionGate.Note(context, ConnectionState.Reading);
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }
}
