using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Pipeline.Coding;
using ActorProxy.Host.Sessions;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Pipeline;

/// <summary>Passes the answer of the backend on to the client.</summary>
internal sealed class ClientResponder(StickyRouter sticky, EncodingRelay encoding, TimeProvider time) : IResponder
{
    public async ValueTask<Failure> RespondAsync(ProxyRequest request, Route route)
    {
        if (request.Upstream is not { } connection)
            return Failure.ClientAborted;
        ResponseHeadWriter.Write(request, route, connection.Head);
        if (request.Sticky is not null && sticky.CookieFor(request) is { } cookie)
            request.ResponseHeaders.SetCookie = StringValues.Concat(request.ResponseHeaders.SetCookie, cookie);
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
