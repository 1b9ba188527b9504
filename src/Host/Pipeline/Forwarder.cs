using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Sessions;
using ActorProxy.Host.Upstream;

namespace ActorProxy.Host.Pipeline;

/// <summary>Tries backends until one has answered or no other may be tried, and has its answer dealt with.</summary>
internal sealed class Forwarder(StickyRouter sticky, TimeProvider time)
{
    private static readonly IReadOnlyList<Backend> None = [];
    private readonly Exchange _exchange = new(time, RequestHeadWriter.Write);

    public async ValueTask<Failure> ForwardAsync(ProxyRequest request, Route route, IResponder responder)
    {
        var tried = None;
        var backend = route.Pool.Settings.Sticky is null ? route.Pool.Enter(request, tried) : await sticky.EnterAsync(request, route.Pool);
        if (backend is null)
            return Failure.NoBackend;
        while (true)
        {
            request.Backend = backend;
            request.Attempts++;
            try
            {
                var failure = await _exchange.RunAsync(request, route, (HttpUpstream)backend.Upstream);
                var next = MayTryAnother(request, route, failure, ref tried) ? await NextAsync(request, route, failure, tried) : null;
                if (next is null && failure == Failure.None)
                    failure = await responder.RespondAsync(request, route);
                if (failure.BlamesBackend())
                    backend.ReportFailure(failure);
                if (next is null)
                    return failure;
                request.Detach()?.Release();
                backend = next;
            }
            finally
            {
                // Only an exception leaves it held, and then nobody knows what still comes on it.
                if (request.Upstream is not null)
                    request.Detach()?.Abort(Failure.UpstreamReset);
                request.Backend.Exit();
            }
        }
    }

    private static bool MayTryAnother(ProxyRequest request, Route route, Failure failure, ref IReadOnlyList<Backend> tried)
    {
        var status = failure == Failure.None ? request.Upstream?.Head.Status ?? 0 : 0;
        if (!RetryRules.MayRetry(request, route.Pool.Settings.Retries, failure, status))
            return false;
        tried = [.. tried, request.Backend!];
        return true;
    }

    private ValueTask<Backend?> NextAsync(ProxyRequest request, Route route, Failure failure, IReadOnlyList<Backend> tried) =>
        route.Pool.Settings.Sticky is null
            ? ValueTask.FromResult(route.Pool.Enter(request, tried))
            : sticky.NextAsync(request, route.Pool, failure, tried);
}
