using System.Net.Security;
using ActorProxy.Actors.Clustering;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ActorProxy.Host.Listeners;

/// <summary>Mutual TLS: connections of other nodes alone.</summary>
internal sealed class NodeHandshake(NodeCredentials credentials) : IHandshake
{
    /// <inheritdoc />
    public TlsHandshakeCallbackOptions Options(HttpProtocols protocols) => new()
    {
        OnConnection = _ => ValueTask.FromResult(credentials.AsServer(SslApplicationProtocol.Http11)),
    };
}
