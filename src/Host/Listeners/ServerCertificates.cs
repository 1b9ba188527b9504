using System.Net.Security;
using System.Security.Authentication;
using ActorProxy.Actors.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ActorProxy.Host.Listeners;

/// <summary>
/// The certificates of one listener, chosen by SNI (RFC 6066 section 3): the first that covers the name, else the first of
/// all. Replaced as a whole while connections go on.
/// </summary>
internal sealed class ServerCertificates(ValueList<CertificateSettings> settings) : IHandshake, IDisposable
{
    private volatile ServerCertificate[] _certificates = Load(settings);

    public void Replace(ValueList<CertificateSettings> settings) => _certificates = Load(settings);

    /// <summary>Whether a request for <paramref name="host"/> may be served on a connection made for <paramref name="serverName"/> (RFC 9110 section 7.4).</summary>
    public bool Serves(string serverName, string host) =>
        serverName.Length == 0 || ReferenceEquals(Choose(serverName), Choose(host));

    /// <inheritdoc />
    public TlsHandshakeCallbackOptions Options(HttpProtocols protocols)
    {
        List<SslApplicationProtocol> alpn = [];
        if (protocols.HasFlag(HttpProtocols.Http2))
            alpn.Add(SslApplicationProtocol.Http2);
        if (protocols.HasFlag(HttpProtocols.Http1))
            alpn.Add(SslApplicationProtocol.Http11);
        return new TlsHandshakeCallbackOptions
        {
            OnConnection = context => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = Choose(context.ClientHelloInfo.ServerName).Context,
                ApplicationProtocols = alpn,
                EnabledSslProtocols = SslProtocols.None,
            }),
        };
    }

    public void Dispose()
    {
        foreach (var certificate in _certificates)
            certificate.Dispose();
    }

    private ServerCertificate Choose(string serverName)
    {
        var all = _certificates;
        return Array.Find(all, certificate => certificate.Covers(serverName)) ?? all[0];
    }

    private static ServerCertificate[] Load(ValueList<CertificateSettings> settings) =>
        [.. settings.Select(one => new ServerCertificate(one))];
}
