using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Pipeline;
using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Store;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Host.Caching;

/// <summary>
/// One request on a route that caches: answered from what is stored, by a fetch that it shares with others, or past the cache.
/// </summary>
internal sealed class CachedExchange(CachePipeline pipeline, RouteCache cache, ProxyRequest request, Route route)
{
    public ValueTask<Failure> RunAsync()
    {
        if (request.Method is "GET" or "HEAD" && request.Body == RequestBody.None && request.UpgradeProtocol is null)
            return LookUpAsync();
        return PassAsync(request.Method is "GET" or "HEAD" ? "bypass" : "method");
    }

    private ValueTask<Failure> LookUpAsync()
    {
        var key = cache.Keys.Of(request);
        var directives = cache.Settings.ClientDirectives
            ? RequestDirectives.Parse(FieldText.Joined(request.Headers.CacheControl), FieldText.Joined(request.Headers.Pragma))
            : default;
        var entry = cache.Store.Find(key);
        if (entry?.Select(request.Values) is { } stored)
            return UseAsync(entry, stored, directives);
        return cache.Store.MayRestore(key)
            ? RestoreAsync(key, directives)
            : MissAsync(key, directives, entry is { Variants.Count: > 0 } ? "vary-miss" : "uri-miss");
    }

    private async ValueTask<Failure> RestoreAsync(CacheKey key, RequestDirectives directives)
    {
        var entry = await cache.Store.RestoreAsync(key);
        return entry.Select(request.Values) is { } stored
            ? await UseAsync(entry, stored, directives)
            : await MissAsync(key, directives, entry.Variants.Count > 0 ? "vary-miss" : "uri-miss");
    }

    private ValueTask<Failure> UseAsync(CacheEntry entry, StoredResponse stored, RequestDirectives directives)
    {
        ResponseCache.Use(stored);
        var age = stored.Age(cache.Store.Clock.Now);
        switch (Reuse.Judge(age, stored.Lifetime, stored.Directives, directives, cache.Stale))
        {
            case ReuseVerdict.Fresh:
                return HitAsync(entry, stored, directives, CacheOutcome.Hit, PreparedHead.Of(stored).Hit(stored.Lifetime - age));
            case ReuseVerdict.FreshEnough:
                Refresh(entry.Key, stored);
                return HitAsync(entry, stored, directives, CacheOutcome.Stale, CacheStatusText.WhileRevalidating(stored.Lifetime - age));
            default:
                return RevalidateAsync(entry, stored, directives, age < stored.Lifetime ? "request" : "stale");
        }
    }

    private ValueTask<Failure> HitAsync(CacheEntry entry, StoredResponse stored, RequestDirectives directives, CacheOutcome outcome, string status)
    {
        if (!directives.OnlyIfCached && RangeBypass.IsFarAhead(request, stored))
            return PassAsync("partial");
        cache.Outcomes.Count(outcome);
        var answer = pipeline.Answer.WriteAsync(cache, request, route, stored, status);
        return stored.Body is MemoryBody { State: BodyState.Complete } ? answer : OrFetchAsync(answer, entry, stored);
    }

    // A file that is not what was written any more is no reason to fail: the origin has it.
    private async ValueTask<Failure> OrFetchAsync(ValueTask<Failure> answer, CacheEntry entry, StoredResponse stored)
    {
        var failure = await answer;
        DropTorn(failure, stored);
        return MayAnswerAnew(failure, stored) ? await FetchAsync(entry.Key, null, default, "uri-miss") : failure;
    }

    // What was fetched cannot be read, or went by before this client could: it asks for itself, and not in a circle.
    private async ValueTask<Failure> OrForwardAsync(ValueTask<Failure> answer, StoredResponse fetched)
    {
        var failure = await answer;
        DropTorn(failure, fetched);
        if (!MayAnswerAnew(failure, fetched))
            return failure;
        request.CacheStatus = CacheStatusText.Forwarded("bypass");
        return await pipeline.Forwarder.ForwardAsync(request, route, pipeline.Responder);
    }

    // A file that turned out to be broken behind bytes that have been sent already: this client's response is cut, no other's will be.
    private void DropTorn(Failure failure, StoredResponse stored)
    {
        if (failure == Failure.ResponseTruncated && stored.Body.State is BodyState.Complete)
            cache.Store.Drop(stored);
    }

    // Only while nothing has been sent.
    private bool MayAnswerAnew(Failure failure, StoredResponse broken)
    {
        if (failure != Failure.StoredBroken || request.ResponseStarted)
            return false;
        cache.Store.Drop(broken);
        request.ResponseHeaders.Clear();
        request.Reason = null;
        return true;
    }

    private ValueTask<Failure> FetchedAsync(StoredResponse fetched, CacheOutcome outcome, string status)
    {
        if (RangeBypass.IsFarAhead(request, fetched))
            return PassAsync("partial");
        cache.Outcomes.Count(outcome);
        return OrForwardAsync(pipeline.Answer.WriteAsync(cache, request, route, fetched, status), fetched);
    }

    // One at a time for each variant: who comes while it runs gets the stale response too.
    private void Refresh(in CacheKey key, StoredResponse stored)
    {
        var flight = cache.Store.Join(key, request.Values, out var entry, out var leads);
        if (leads)
            _ = new OriginFetch(pipeline, cache, request, route, entry, flight, new FetchOrder(stored, RequestNoStore: false, HasClient: false));
    }

    private ValueTask<Failure> RevalidateAsync(CacheEntry entry, StoredResponse stored, RequestDirectives directives, string reason)
    {
        if (directives.OnlyIfCached)
            return RefuseAsync();
        // HEAD does not bring the body that a refusal of the condition would have to.
        return request.Method == "HEAD" ? PassHeadAsync(entry, stored, reason) : FetchAsync(entry.Key, stored, directives, reason);
    }

    private ValueTask<Failure> MissAsync(in CacheKey key, RequestDirectives directives, string reason)
    {
        if (directives.OnlyIfCached)
            return RefuseAsync();
        if (request.Method == "HEAD" || HasWriteCondition())
            return PassAsync(request.Method == "HEAD" ? reason : "bypass");
        return FetchAsync(key, null, directives, reason);
    }

    private ValueTask<Failure> RefuseAsync()
    {
        request.CacheStatus = CacheStatusText.Forwarded("request") + "; detail=only-if-cached";
        return new ValueTask<Failure>(Failure.NotCached);
    }

    private async ValueTask<Failure> FetchAsync(CacheKey key, StoredResponse? stored, RequestDirectives directives, string reason)
    {
        // What is not to be stored cannot be shared, so it is not waited for.
        var (entry, leads) = (default(CacheEntry), false);
        var flight = directives.NoStore ? null : cache.Store.Join(key, request.Values, out entry, out leads);
        // The answer is known not to be shared or stored, so that the whole of it is of use to nobody.
        if (flight is null && !directives.NoStore && stored is null && RangeBypass.HasRange(request))
            return await PassAsync(reason);
        if (flight is not null && !leads && await SharedAsync(flight) is { } shared)
            return await FetchedAsync(shared, CacheOutcome.Collapsed, CacheStatusText.Stored(reason, shared.Status, collapsed: true));

        var fetch = new OriginFetch(
            pipeline, cache, request, route, entry ?? cache.Store.Open(key), leads ? flight : null, new FetchOrder(stored, directives.NoStore, HasClient: true));
        var result = await fetch.Result;
        if (!await request.EndInterimAsync(cache.Store.Clock.Time))
            return Abandon(fetch);
        if (result.Kind is FetchKind.Disowned)
            return await FetchAsync(key, null, directives, reason);
        request.Backend = fetch.Request.Backend;
        request.Attempts = fetch.Request.Attempts;
        return await AnswerAsync(fetch, result, reason);
    }

    // The client takes nothing, so what may have been handed to it goes back.
    private static Failure Abandon(OriginFetch fetch)
    {
        fetch.PassedOn(Failure.ClientAborted);
        return Failure.ClientAborted;
    }

    private async ValueTask<Failure> AnswerAsync(OriginFetch fetch, FetchResult result, string reason)
    {
        var response = result.Response;
        switch (result.Kind)
        {
            case FetchKind.Stored:
                return await FetchedAsync(response!, CacheOutcome.Miss, After(fetch, CacheStatusText.Stored(reason, response!.Status, collapsed: false)));
            case FetchKind.Confirmed:
                return await FetchedAsync(response!, CacheOutcome.Revalidated, After(fetch, CacheStatusText.Stored(reason, 304, collapsed: false)));
            case FetchKind.StandIn:
                return await HitAsync(fetch.Entry, response!, default, CacheOutcome.StaleIfError, CacheStatusText.InsteadOfError(response!.Lifetime - response.Age(cache.Store.Clock.Now)));
            case FetchKind.HandedOver:
                return await TakeOverAsync(fetch, result, reason);
            default:
                request.CacheStatus = CacheStatusText.Forwarded(reason);
                return result.Failure;
        }
    }

    private async ValueTask<Failure> TakeOverAsync(OriginFetch fetch, FetchResult result, string reason)
    {
        if (RangeBypass.IsWaste(request, fetch.Request.Upstream?.Head))
        {
            fetch.PassedOn(Failure.ClientAborted);
            return await PassAsync(reason);
        }

        cache.Outcomes.Count(CacheOutcome.Miss);
        var failure = Failure.ClientAborted;
        try
        {
            if (fetch.HandTo(request))
            {
                request.Sticky = fetch.Request.Sticky;
                request.CacheStatus = CacheStatusText.NotStored(reason, request.Upstream!.Head.Status, result.Obstacle);
                failure = await pipeline.Responder.RespondAsync(request, route);
            }
        }
        finally
        {
            fetch.PassedOn(failure);
        }

        return failure;
    }

    // Null when it has to ask for itself: the answer is not to be shared, does not fit, or takes too long.
    private async ValueTask<StoredResponse?> SharedAsync(Flight flight)
    {
        try
        {
            var response = await flight.Landed.WaitAsync(cache.Settings.CollapseWait, cache.Store.Clock.Time);
            return response is not null && response.Vary.KeyOf(request.Values) == response.VaryKey ? response : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private ValueTask<Failure> PassAsync(string reason)
    {
        cache.Outcomes.Count(CacheOutcome.Bypass);
        request.CacheStatus = CacheStatusText.Forwarded(reason);
        var isUnsafe = request.Method is not ("GET" or "HEAD" or "OPTIONS");
        return pipeline.Forwarder.ForwardAsync(request, route, isUnsafe ? new InvalidatingResponder(cache, pipeline.Responder) : pipeline.Responder);
    }

    private ValueTask<Failure> PassHeadAsync(CacheEntry entry, StoredResponse stored, string reason)
    {
        cache.Outcomes.Count(CacheOutcome.Bypass);
        request.CacheStatus = CacheStatusText.Forwarded(reason);
        return pipeline.Forwarder.ForwardAsync(request, route, new HeadResponder(cache, entry, stored, pipeline.Responder));
    }

    // The member of the node that was asked comes before this one's (RFC 9211 section 2).
    private static string After(OriginFetch fetch, string own) => fetch.Request.CacheStatus is { } before ? $"{before}, {own}" : own;

    private bool HasWriteCondition() => request.Headers.IfMatch.Count > 0 || request.Headers.IfUnmodifiedSince.Count > 0;
}
