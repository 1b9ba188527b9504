using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;

namespace ActorProxy.Host.Pipeline;

/// <summary>Passes the answer of the backend on to the client.</summary>
internal sealed class ClientResponder(TimeProvider time) : IResponder
{
    public async ValueTask<Failure> RespondAsync(ProxyRequest request, Route route)
    {
        if (request.Upstream is not { } connection)
            return Failure.ClientAborted;
        ResponseHeadWriter.Write(request, route, connection.Head);
        var failure = connection.Head.IsUpgrade
            ? await Tunnel.RunAsync(request, connection, time)
            : await ResponseRelay.RunAsync(request, connection);
        var isSent = await request.Body.EndAsync();
        var held = request.Detach();
        if (failure == Failure.None)
            held?.Release(isSent);
        else
            held?.Abort(failure);
        return request.IsClientGone ? Failure.ClientAborted : failure;
    }
}
