using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Pipeline;
using ActorProxy.Host.Sessions;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Caching.Store;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Caching.Peers;

/// <summary>
/// Fetches for the cache from the node that owns the key instead of the origin, so that all nodes together ask the origin once. Whatever
/// keeps the owner from answering, the origin is asked after all.
/// </summary>
internal sealed class PeerFetcher(Func<ClusterHandle?> cluster, CookieKey key, PeerBook book, PeerCounters counters, TimeProvider time)
{
    /// <summary>
    /// Admits a request that came where nodes alone are answered: the seal of a node is taken off it, and what it says counts as a trusted
    /// proxy's. No node passes on what was passed on to it.
    /// </summary>
    public Failure Admit(ProxyRequest request)
    {
        if (cluster() is not { } handle || !PeerSeal.IsGenuine(request, handle.Self.ToString(), key.Value, time.GetUtcNow()))
            return Failure.Forbidden;
        request.Headers.ProxyAuthorization = StringValues.Empty;
        request.BecomePeerFetch();
        request.MayAskPeers = false;
        return Failure.None;
    }

    /// <summary>Fetches from the owner; null when the origin is to be asked.</summary>
    public ValueTask<Failure?> TryAsync(RouteCache cache, CacheKey what, ProxyRequest request, IResponder responder)
    {
        if (!cache.Settings.Peers || cluster() is not { View: { IsUp: true } view } handle || !MayAsk(cache, what, request))
            return default;
        return KeyOwner.Of(view, what.Site, what.Target) is { } owner && owner != handle.Self
            ? FetchAsync(handle, owner, cache, request, responder)
            : default;
    }

    // What a user alone may see is hardly ever stored, so its owner would only be a detour. Without X-Forwarded-Proto no https is said.
    private bool MayAsk(RouteCache cache, in CacheKey what, ProxyRequest request) =>
        request.MayAskPeers && cache.Settings.CollapseWait > TimeSpan.Zero && request.Headers.Authorization.Count == 0 &&
        !cache.Doubt.IsFresh(time) &&
        (request.Table.Settings.Forwarding.XForwarded || what.Site.StartsWith("http:", StringComparison.Ordinal));

    private async ValueTask<Failure?> FetchAsync(
        ClusterHandle handle, ContactPoint owner, RouteCache cache, ProxyRequest request, IResponder responder)
    {
        var route = request.Route!;
        if (await book.ToAsync(owner, handle, route.Pool.Settings) is not { } upstream || !await AskAsync(owner, upstream, cache, request, route))
        {
            request.Detach()?.Abort(Failure.UpstreamReset);
            counters.CountFallback();
            return null;
        }

        counters.CountAnswered();
        try
        {
            return await responder.RespondAsync(request, route);
        }
        finally
        {
            // Only an exception leaves it held.
            request.Detach()?.Abort(Failure.UpstreamReset);
        }
    }

    private async ValueTask<bool> AskAsync(ContactPoint owner, HttpUpstream upstream, RouteCache cache, ProxyRequest request, Route route)
    {
        var seal = PeerSeal.Write(request, owner.ToString(), key.Value, time.GetUtcNow());
        var exchange = new Exchange(time, (sent, _, output) => RequestHeadWriter.WriteForPeer(sent, seal, output));
        Failure failure;
        // Half of the time that requests wait for one another, so that the origin can answer those who wait for this one in the rest.
        await using (time.CreateTimer(_ => request.Detach()?.Abort(Failure.ReadTimeout), null, cache.Settings.CollapseWait / 2, Timeout.InfiniteTimeSpan))
            failure = await exchange.RunAsync(request, route, upstream);
        if (failure != Failure.None)
            book.Failed(owner);
        if (failure != Failure.None || request.Upstream is not { } connection)
            return false;
        request.CacheStatus = StatusOf(connection.Head);
        return request.CacheStatus is not null;
    }

    // The word of the owner's cache about where its answer comes from. Without it the answer is the owner's own: an error, or of a
    // route that does not cache there.
    private static string? StatusOf(ResponseHead head)
    {
        for (var i = 0; i < head.FieldCount; i++)
        {
            if (head.Name(i).Equals(CacheStatusText.FieldName, StringComparison.OrdinalIgnoreCase) && CacheStatusText.HasOrigin(head.Value(i)))
                return head.Value(i);
        }

        return null;
    }
}
