using System.Globalization;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Pipeline;
using ActorProxy.Streams.Caching.Stored;
using Microsoft.AspNetCore.Http;

namespace ActorProxy.Host.Caching;

/// <summary>The head of an answer from the cache: the stored fields, Age, and what the route changes.</summary>
internal static class StoredHead
{
    private static readonly string[] Ages = [.. Enumerable.Range(0, 1024).Select(age => age.ToString(CultureInfo.InvariantCulture))];

    /// <summary>Content-Length is left to the caller.</summary>
    public static void Write(RouteCache cache, ProxyRequest request, Route route, StoredResponse stored, int status)
    {
        request.SetStatus(status, status == stored.Status ? stored.Reason : null);

        var headers = request.ResponseHeaders;
        var isWhole = status == stored.Status || status == StatusCodes.Status206PartialContent;
        var plan = ResponseHeadWriter.PlanFor(request, route);
        foreach (var (name, values) in PreparedHead.Of(stored).Fields)
        {
            if (!plan.Drops(name) && (isWhole || DescribesNoBody(name)))
                headers[name] = values;
        }

        headers.Age = AgeText((long)stored.Age(cache.Store.Clock.Now));
        if (request.Via.IsSent)
            headers.Via = request.Via.After(headers.Via, "HTTP/1.1");
        headers[CacheStatusText.FieldName] = request.CacheStatus;
        ResponseHeadWriter.WriteEdits(request, route);
    }

    // What a 304 or 416 is without: it is about a body that does not follow.
    private static bool DescribesNoBody(string name) =>
        !name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Location", StringComparison.OrdinalIgnoreCase);

    private static string AgeText(long age) => age < Ages.Length ? Ages[age] : age.ToString(CultureInfo.InvariantCulture);
}
