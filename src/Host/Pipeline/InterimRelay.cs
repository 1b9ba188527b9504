using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;
using ActorProxy.Host.Upstream;

namespace ActorProxy.Host.Pipeline;

/// <summary>
/// Passes the 1xx responses of a backend on and receives the head after them (RFC 9110 section 15.2). Not 100: a client that waits for it gets
/// it from Kestrel, and others do not need it.
/// </summary>
internal static class InterimRelay
{
    /// <summary>
    /// Begins with an interim head that has been received; ends with a final one, or without. Whoever answers the client ends the
    /// <see cref="InterimWriter"/> first.
    /// </summary>
    public static async ValueTask<Failure> RunAsync(ProxyRequest request, Route route, UpstreamConnection connection)
    {
        var failure = Failure.None;
        var client = request.InterimWriter;
        while (failure == Failure.None && connection.Head.IsInterim)
        {
            if (connection.Head.Status != 100)
                client?.Write(connection.Head, ResponseHeadWriter.PlanFor(request, route));
            failure = await connection.ReceiveHeadAsync(request.Method == "HEAD");
        }

        return failure;
    }
}
