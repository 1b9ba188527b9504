using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Pipeline.Coding;

namespace ActorProxy.Host.Pipeline;

/// <summary>Passes the answer of the backend on to the client.</summary>
internal sealed class ClientResponder(EncodingRelay encoding, TimeProvider time) : IResponder
{
    public async ValueTask<Failure> RespondAsync(ProxyRequest request, Route route)
    {
        if (request.Upstream is not { } connection)
            return Failure.ClientAborted;
        ResponseHeadWriter.Write(request, route, connection.Head);
        var plan = BodyPlan.For(request, route, connection.Head);
        var failure = plan.Refusal != Failure.None ? plan.Refusal
            : connection.Head.IsUpgrade ? await Tunnel.RunAsync(request, connection, time)
            : plan.EncodesBody ? await encoding.RunAsync(request, connection, plan)
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
