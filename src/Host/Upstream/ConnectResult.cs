using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Upstream;

/// <summary>What an attempt to connect came to.</summary>
/// <param name="Connection">Null unless it succeeded.</param>
/// <param name="Failure">None, ConnectFailed, NoSocket, ConnectTimeout, or ClientAborted when the caller cancelled.</param>
/// <param name="Reason">For people: what went wrong.</param>
internal readonly record struct ConnectResult(UpstreamConnection? Connection, Failure Failure, string Reason = "");
