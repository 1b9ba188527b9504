using System.Net;
using ActorProxy.Host.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Admin;

/// <summary>
/// Keeps web pages away: a page in a browser on this machine can send requests to loopback. One that points its own name here
/// (DNS rebinding) is known by its Host header, one of another site by the Origin and Sec-Fetch-Site that browsers add.
/// </summary>
/// <param name="address">Where the API listens. Off loopback, reading is allowed under any name: scrapers use DNS.</param>
/// <param name="log">Refusals are told.</param>
internal sealed class AdminGuard(IPAddress address, ILogger log)
{
    private static readonly string MachineName = Environment.MachineName;

    /// <summary>Answers 403, or goes on.</summary>
    public RequestDelegate Guard(RequestDelegate next) => http =>
    {
        if (Objection(http.Request) is not { } objection)
            return next(http);

        Log.AdminRefused(log, http.Request.Method, http.Request.Path, objection);
        return http.AnswerProblemAsync(StatusCodes.Status403Forbidden, objection);
    };

    private string? Objection(HttpRequest request)
    {
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!IsOurName(request.Host.Host) && (!reads || IPAddress.IsLoopback(address)))
            return "the Host header must be an IP address, localhost or the name of this machine";
        if (!reads && !IsSameSite(request))
            return "requests of other web sites change nothing here";
        return null;
    }

    // Rebinding needs a name: an address in Host is what the browser really connected to.
    private static bool IsOurName(string host) =>
        IPAddress.TryParse(host, out _) ||
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ||
        host.Equals(MachineName, StringComparison.OrdinalIgnoreCase) ||
        host.StartsWith(MachineName + ".", StringComparison.OrdinalIgnoreCase);

    private static bool IsSameSite(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        if (origin.Count > 0 && origin.ToString() != $"{request.Scheme}://{request.Host}")
            return false;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return site is "" or "same-origin" or "none";
    }
}
