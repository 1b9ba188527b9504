using System.Text;
using ActorProxy.Actors.Requests;
using ActorProxy.Host.Caching;
using ActorProxy.Host.Pipeline.Coding;
using Microsoft.AspNetCore.WebUtilities;

namespace ActorProxy.Host.Pipeline;

/// <summary>The plain page that a client gets instead of a response. It names no backend.</summary>
internal static class ErrorPage
{
    private const string RetryAfterSeconds = "5";

    /// <summary>Only while nothing of a response has been sent.</summary>
    public static async ValueTask WriteAsync(ProxyRequest request, Failure failure)
    {
        var status = failure == Failure.Injected ? request.Route?.Settings.Fault?.AbortStatus ?? failure.StatusCode() : failure.StatusCode();
        var title = $"{status} {ReasonPhrases.GetReasonPhrase(status)}";
        var page = Encoding.UTF8.GetBytes(
            $"<!doctype html>\n<title>{title}</title>\n<h1>{title}</h1>\n<p>Request {request.RequestId}</p>\n");

        request.Status = status;
        request.Reason = null;
        var headers = request.ResponseHeaders;
        headers.Clear();
        headers.ContentType = "text/html; charset=utf-8";
        headers.CacheControl = "no-store";
        headers.ContentLength = page.Length;
        if (request.CacheStatus is { } cacheStatus)
            headers[CacheStatusText.FieldName] = cacheStatus;
        if (failure == Failure.NoBackend)
            headers.RetryAfter = RetryAfterSeconds;
        if (failure == Failure.UnsupportedCoding)
            headers.AcceptEncoding = RequestCoding.Accepted;
        if (EndsConnection(failure) && !request.IsHttp2)
            headers.Connection = "close";
        await request.ResponseBody.StartAsync(CancellationToken.None);
        if (request.Method != "HEAD")
            request.BytesOut = page.Length;
        await request.ResponseBody.Writer.WriteAsync(request.Method == "HEAD" ? default(ReadOnlyMemory<byte>) : page);
    }

    // After such a request it is not sure where the next one starts.
    private static bool EndsConnection(Failure failure) =>
        failure is Failure.BadRequest or Failure.BodyTooLarge or Failure.ClientTooSlow or Failure.MethodNotAllowed or Failure.UnsupportedCoding;
}
