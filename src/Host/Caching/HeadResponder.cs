using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Pipeline;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Store;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Host.Caching;

/// <summary>
/// Lets the answer to a HEAD confirm what is stored for GET, or throw it away where it describes other bytes (RFC 9111 section 4.3.5).
/// </summary>
internal sealed class HeadResponder(RouteCache cache, CacheEntry entry, StoredResponse stored, IResponder inner) : IResponder
{
    // Of the moment when it was asked: what was thrown away since then stays away.
    private readonly long _generation = entry.Generation;

    public ValueTask<Failure> RespondAsync(ProxyRequest request, Route route)
    {
        if (request.Upstream is { Head: { Status: 200 } head } && stored.Status == 200)
            Update(head, request.Headers.Authorization.Count > 0);
        return inner.RespondAsync(request, route);
    }

    private void Update(ResponseHead head, bool hasAuthorization)
    {
        var clock = cache.Store.Clock;
        var lines = OriginFields.Of(head, clock.Date);
        var renewal = Renewal.Of(stored, new OriginAnswer(head.Status, lines, clock.Date, 0, hasAuthorization), cache.Storing, clock);
        if (DescribesTheSame(lines, head.ContentLength) && renewal.Obstacle is null)
            cache.Store.TryRenew(entry, _generation, stored, renewal.Response);
        else
            cache.Store.Drop(stored);
    }

    private bool DescribesTheSame(FieldLines head, long length) =>
        Agrees(head.First("ETag"), stored.ETag) && Agrees(head.First("Last-Modified"), stored.LastModified) &&
        (length < 0 || stored.Body.State is not BodyState.Complete || length == stored.Body.Length);

    private static bool Agrees(string? said, string? known) => said is null || said == known;
}
