using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ActorProxy.Host.Listeners;

/// <summary>How TLS begins on a listener.</summary>
internal interface IHandshake
{
    /// <summary>What Kestrel is to do for each connection.</summary>
    TlsHandshakeCallbackOptions Options(HttpProtocols protocols);
}
