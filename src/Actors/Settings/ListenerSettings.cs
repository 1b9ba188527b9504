using System.Net;

namespace ActorProxy.Actors.Settings;

/// <summary>One address to accept connections on.</summary>
/// <param name="Name">Unique among listeners.</param>
/// <param name="Address">Address and port; port 0 lets the system choose.</param>
/// <param name="Http1">Whether HTTP/1.1 is spoken.</param>
/// <param name="Http2">Whether HTTP/2 is spoken; over TLS it is chosen by ALPN.</param>
/// <param name="Certificates">Chosen by SNI, the first one when nothing fits; empty: plain text.</param>
public sealed record ListenerSettings(
    string Name,
    IPEndPoint Address,
    bool Http1,
    bool Http2,
    ValueList<CertificateSettings> Certificates)
{
    /// <summary>Whether connections are TLS.</summary>
    public bool IsTls => Certificates.Count > 0;
}

/// <summary>A PEM certificate chain and its key, as absolute paths.</summary>
public sealed record CertificateSettings(string CertificatePath, string KeyPath);
