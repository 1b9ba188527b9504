using System.Net.Security;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Transports;

namespace ActorProxy.Host.Listeners;

/// <summary>One certificate of a listener.</summary>
internal sealed class ServerCertificate(CertificateSettings settings)
{
    /// <summary>With its chain, ready for handshakes.</summary>
    public SslStreamCertificateContext Context { get; } = CertificateContext.Load(settings);

    /// <summary>By subjectAltName, wildcards for one label (RFC 9525 section 6.3).</summary>
    public bool Covers(string serverName) =>
        serverName.Length > 0 && Context.TargetCertificate.MatchesHostname(serverName, allowWildcards: true, allowCommonName: true);
}
