using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Pipeline;
using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Store;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Host.Caching;

/// <summary>
/// One fetch from the origin for the cache, in nobody's request: it stores the answer, confirms what is stored, or hands an answer that
/// may not be stored to the client who asked first.
/// </summary>
internal sealed class OriginFetch : IResponder
{
    private readonly RouteCache _cache;
    private readonly CachePipeline _pipeline;
    private readonly ProxyRequest _request;
    private readonly Route _route;
    private readonly CacheEntry _entry;
    private readonly Flight? _flight;
    private readonly FetchOrder _order;
    private readonly long _generation;
    private readonly double _startedAt;
    private readonly TaskCompletionSource<FetchResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Failure> _passedOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public OriginFetch(CachePipeline pipeline, RouteCache cache, ProxyRequest client, Route route, CacheEntry entry, Flight? flight, FetchOrder order)
    {
        _cache = cache;
        _pipeline = pipeline;
        _route = route;
        _entry = entry;
        _flight = flight;
        _order = order;
        _generation = flight?.Generation ?? entry.Generation;
        _startedAt = cache.Store.Clock.Now;
        _request = BackgroundRequest.For(client, route, order.HasClient);
        AddConditions(_request, entry, order.Stored);
        _ = RunAsync();
    }

    /// <summary>What came of it, known when the head of the answer is.</summary>
    public Task<FetchResult> Result => _result.Task;

    /// <summary>What it is for.</summary>
    public CacheEntry Entry => _entry;

    /// <summary>The request that went to the origin.</summary>
    public ProxyRequest Request => _request;

    /// <summary>Moves the connection, whose body is still to come, to the client's own request; false when either has gone.</summary>
    public bool HandTo(ProxyRequest client) => _request.Detach() is { } connection && client.Attach(connection);

    /// <summary>The client has dealt with what was handed to it.</summary>
    public void PassedOn(Failure failure) => _passedOn.TrySetResult(failure);

    public async ValueTask<Failure> RespondAsync(ProxyRequest request, Route route)
    {
        var connection = request.Upstream!;
        var head = connection.Head;
        var answer = Answer(head);
        if (head.Status == 304 && _order.Stored is not null)
            return Confirmed(answer) is { } confirmed ? await ConfirmAsync(request, confirmed, answer) : await DisownAsync(request);
        if (IsServerError(head.Status) && MayStandIn())
            return await StandInAsync(request);

        var plan = Storability.Decide(answer, _cache.Storing);
        var obstacle = plan.Obstacle ?? (head.ContentLength > _cache.LargestObject ? "too-large" : null);
        return obstacle is null ? await StoreAsync(request, connection, plan, answer) : await HandOverAsync(head.Status, obstacle);
    }

    private async Task RunAsync()
    {
        try
        {
            // What a URL is asked for alone, because its answers cannot be shared, needs no owner either.
            var fromOwner = _flight is null ? null : await _pipeline.Peers.TryAsync(_cache, _entry.Key, _request, this);
            var failure = fromOwner ?? await _pipeline.Forwarder.ForwardAsync(_request, _route, this);
            if (failure != Failure.None)
                OnFailed(failure);
        }
        finally
        {
            // After a bug: nobody may be left waiting.
            _flight?.Land(null);
            _result.TrySetResult(FetchResult.Failed(Failure.UpstreamReset));
            _cache.Store.Close(_entry);
        }
    }

    private void OnFailed(Failure failure)
    {
        if (_result.Task.IsCompleted)
            return;
        var standIn = MayStandIn() ? _order.Stored : null;
        _flight?.Land(standIn);
        if (standIn is not null)
            _result.TrySetResult(FetchResult.Of(standIn, FetchKind.StandIn));
        else
            _result.TrySetResult(FetchResult.Failed(_order.Stored?.Directives.ForbidsStale == true ? Failure.CannotRevalidate : failure));
    }

    private OriginAnswer Answer(ResponseHead head)
    {
        var clock = _cache.Store.Clock;
        return new OriginAnswer(
            head.Status, OriginFields.Of(head, clock.Date), clock.Date, clock.Now - _startedAt, _request.Headers.Authorization.Count > 0, _order.RequestNoStore);
    }

    // The variant that the origin means: by its tag where it names one, else the one that was asked about. Null when it means something
    // that is not stored.
    private StoredResponse? Confirmed(in OriginAnswer answer) => answer.Fields.First("ETag") is { } tag
        ? _entry.Variants.Prepend(_order.Stored!).FirstOrDefault(variant => EntityTag.IsWeakMatch(variant.ETag, tag))
        : _order.Stored;

    // What was asked about is not what the origin has; who waits has to ask for the whole (RFC 9111 section 4.3.4).
    private async ValueTask<Failure> DisownAsync(ProxyRequest request)
    {
        _cache.Store.Drop(_order.Stored!);
        _flight?.Land(null);
        _result.TrySetResult(FetchResult.Disowned);
        return await DrainAsync(request);
    }

    private async ValueTask<Failure> ConfirmAsync(ProxyRequest request, StoredResponse stored, OriginAnswer answer)
    {
        var renewal = Renewal.Of(stored, answer, _cache.Storing, _cache.Store.Clock);
        if (renewal.Obstacle is null)
            _cache.Store.TryRenew(_entry, _generation, stored, renewal.Response);
        else if (!_order.RequestNoStore)
            _cache.Store.Drop(stored);
        _flight?.Land(renewal.Obstacle is null ? Shared(renewal.Response) : null);
        _result.TrySetResult(FetchResult.Of(ForClient(renewal.Response, renewal.Fields), FetchKind.Confirmed));
        return await DrainAsync(request);
    }

    private async ValueTask<Failure> StandInAsync(ProxyRequest request)
    {
        _flight?.Land(_order.Stored);
        _result.TrySetResult(FetchResult.Of(_order.Stored!, FetchKind.StandIn));
        return await DrainAsync(request);
    }

    private async ValueTask<Failure> StoreAsync(ProxyRequest request, UpstreamConnection connection, StoragePlan plan, OriginAnswer answer)
    {
        var head = connection.Head;
        var body = NewBody(head.ContentLength);
        var vary = Vary.Of(plan.Fields, _cache.Keys.Selectors);
        var response = new StoredResponse
        {
            Status = head.Status,
            Reason = head.Reason,
            Fields = plan.Fields,
            Directives = plan.Directives,
            Lifetime = plan.Lifetime,
            BornAt = _cache.Store.Clock.BirthOf(answer),
            ReceivedAt = answer.ReceivedAt,
            Vary = vary,
            VaryKey = vary.KeyOf(new RequestValues(_request)),
            Body = body,
            AnnouncedLength = head.ContentLength,
        };

        // What broke off at once is not stored at all; its clients still see it break.
        var fill = new CacheFill(_cache, _pipeline.Flows, response, body, connection);
        var failure = await fill.RunAsync(() =>
        {
            if (body.IsKept && body.State is not BodyState.Broken)
                _cache.Store.TryStore(_entry, _generation, response);
            _flight?.Land(Shared(response));
            _result.TrySetResult(FetchResult.Of(ForClient(response, answer.Fields), FetchKind.Stored));
        });
        var held = request.Detach();
        if (failure == Failure.None)
            held?.Release();
        else
            held?.Abort(failure);
        return failure;
    }

    // What is known to be too large for memory goes to disk; where the disk refuses, it is passed on.
    private WritableBody NewBody(long length)
    {
        var limit = _cache.Settings.MaxObject;
        return length > limit && _cache.Store.Disk?.Create() is { } file ? file : new MemoryBody(length, limit);
    }

    private async ValueTask<Failure> HandOverAsync(int status, string obstacle)
    {
        // An answer that takes the place of what is stored, but may not itself be stored, leaves nothing. What one client does not want
        // stored says nothing about the others.
        if (!_order.RequestNoStore)
        {
            if (_order.Stored is { } stored && status < 500)
                _cache.Store.Drop(stored);
            GoAlone();
        }

        _flight?.Land(null);
        if (!_order.HasClient)
            _passedOn.TrySetResult(Failure.None);
        _result.TrySetResult(FetchResult.HandedOver(obstacle));
        var failure = await _passedOn.Task;
        // Nobody has taken it: its body may be long.
        _request.Detach()?.Abort(Failure.ClientAborted);
        return failure;
    }

    private void GoAlone() => _cache.Store.GoAlone(_entry, _cache.Settings.HitForMiss.TotalSeconds);

    // Who waits may have it where a later request might too (RFC 9111 section 4); else each must ask, and not in a row.
    private StoredResponse? Shared(StoredResponse response)
    {
        var age = response.Age(_cache.Store.Clock.Now);
        if (Reuse.Judge(age, response.Lifetime, response.Directives, default, _cache.Stale) is not ReuseVerdict.Revalidate)
            return response;
        GoAlone();
        return null;
    }

    // With the fields that no-cache and private name: they are meant for who has asked.
    private static StoredResponse ForClient(StoredResponse response, FieldLines fields)
    {
        var omitted = response.Directives.OmittedFields;
        return omitted.Count == 0 ? response : response.Renewed(
            response.Fields.With(fields.Where(name => omitted.Contains(name, StringComparer.OrdinalIgnoreCase))),
            response.Directives, response.Lifetime, response.BornAt, response.ReceivedAt);
    }

    private static async ValueTask<Failure> DrainAsync(ProxyRequest request)
    {
        var piece = await request.Upstream!.ReceiveBodyAsync();
        var held = request.Detach();
        // What does not fit into one piece is not worth waiting for.
        if (piece is { IsLast: true, Failure: Failure.None })
            held?.Release();
        else
            held?.Abort(Failure.UpstreamReset);
        return Failure.None;
    }

    private bool MayStandIn() => _order.Stored is { } stored &&
        Reuse.MayReplaceError(stored.Age(_cache.Store.Clock.Now), stored.Lifetime, stored.Directives, _cache.Stale);

    private static bool IsServerError(int status) => status is 500 or 502 or 503 or 504;

    // All stored tags, so that the origin can name the variant that fits (RFC 9111 section 4.3.1).
    private static void AddConditions(ProxyRequest request, CacheEntry entry, StoredResponse? stored)
    {
        if (stored is null)
            return;
        string[] tags = [.. entry.Variants.Select(variant => variant.ETag).OfType<string>().Distinct()];
        if (tags.Length > 0)
            request.Headers.IfNoneMatch = string.Join(", ", tags);
        if (stored.LastModified is { } changed)
            request.Headers.IfModifiedSince = changed;
    }
}
