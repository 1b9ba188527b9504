using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Upstream;

namespace ActorProxy.Host.Pipeline;

/// <summary>Tries backends until one has answered or no other may be tried, and has its answer dealt with.</summary>
internal sealed class Forwarder(TimeProvider time)
{
    private static readonly IReadOnlyList<Backend> None = [];
    private readonly Exchange _exchange = new(time);

    public async ValueTask<Failure> ForwardAsync(ProxyRequest request, Route route, IResponder responder)
    {
        var tried = None;
        var backend = route.Pool.Enter(request, tried);
        if (backend is null)
            return Failure.NoBackend;
        while (true)
        {
            request.Backend = backend;
            request.Attempts++;
            try
            {
                var failure = await _exchange.RunAsync(request, route, (HttpUpstream)backend.Upstream);
                var next = NextBackend(request, route, failure, ref tried);
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

    private static Backend? NextBackend(ProxyRequest request, Route route, Failure failure, ref IReadOnlyList<Backend> tried)
    {
        var status = failure == Failure.None ? request.Upstream?.Head.Status ?? 0 : 0;
        if (!RetryRules.MayRetry(request, route.Pool.Settings.Retries, failure, status))
            return null;
        tried = [.. tried, request.Backend!];
        return route.Pool.Enter(request, tried);
    }
}
