using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Routing;

namespace ActorProxy.Host.Pipeline;

/// <summary>What is done with the answer of a backend: passed on to the client, or stored.</summary>
internal interface IResponder
{
    /// <summary>
    /// The request holds the connection, whose head has come and whose body has not. Ends when the body has been dealt with and the
    /// connection given back.
    /// </summary>
    ValueTask<Failure> RespondAsync(ProxyRequest request, Route route);
}
