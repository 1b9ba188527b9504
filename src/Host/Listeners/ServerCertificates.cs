using System.Net.Security;
using System.Security.Authentication;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Transports;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Listeners;

/// <summary>
/// The certificates of one listener, chosen by SNI (RFC 6066 section 3): the first that covers the name, else the first of
/// all. Replaced as a whole while connections go on, and renewed by themselves when their files change.
/// </summary>
internal sealed class ServerCertificates : IHandshake
{
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private volatile Renewable<ServerCertificate[]> _certificates;

    /// <summary>Reads them. Throws what that throws.</summary>
    public ServerCertificates(ValueList<CertificateSettings> settings, TimeProvider time, ILogger log)
    {
        (_time, _log) = (time, log);
        _certificates = Load(settings);
    }

    /// <summary>Takes others.</summary>
    public void Replace(ValueList<CertificateSettings> settings) => _certificates = Load(settings);

    /// <summary>Whether a request for <paramref name="host"/> may be served on a connection made for <paramref name="serverName"/> (RFC 9110 section 7.4).</summary>
    public bool Serves(string serverName, string host)
    {
        var all = _certificates.Latest!;
        return serverName.Length == 0 || ReferenceEquals(Choose(all, serverName), Choose(all, host));
    }

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
                ServerCertificateContext = Choose(_certificates.Current, context.ClientHelloInfo.ServerName).Context,
                ApplicationProtocols = alpn,
                EnabledSslProtocols = SslProtocols.None,
            }),
        };
    }

    private static ServerCertificate Choose(ServerCertificate[] all, string serverName) =>
        Array.Find(all, certificate => certificate.Covers(serverName)) ?? all[0];

    private Renewable<ServerCertificate[]> Load(ValueList<CertificateSettings> settings)
    {
        var certificates = new Renewable<ServerCertificate[]>(
            [.. settings.SelectMany(one => new[] { one.CertificatePath, one.KeyPath })],
            () => [.. settings.Select(one => new ServerCertificate(one))],
            _time,
            _log);
        _ = certificates.Current;
        return certificates;
    }
}
