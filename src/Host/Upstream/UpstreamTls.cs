using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Transports;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Upstream;

/// <summary>How TLS to a backend begins: SNI, trust, verification of the name (RFC 9525: never by common name), and what is shown in turn.</summary>
internal sealed class UpstreamTls
{
    private readonly UpstreamTlsSettings _settings;
    private readonly string _name;
    private readonly Renewable<SslClientAuthenticationOptions> _options;

    /// <summary>Reads no file yet, so that one that cannot be read fails connections, not the pool.</summary>
    public UpstreamTls(UpstreamTlsSettings settings, string host, TimeProvider time, ILogger log)
    {
        _settings = settings;
        _name = settings.ServerName.Length > 0 ? settings.ServerName : host;
        _options = new Renewable<SslClientAuthenticationOptions>(FilesOf(settings), Load, time, log);
    }

    /// <summary>Of now: files that were renewed are taken up. Throws IOException, UnauthorizedAccessException or CryptographicException when they have never been readable.</summary>
    public SslClientAuthenticationOptions Options => _options.Current;

    private static string[] FilesOf(UpstreamTlsSettings settings)
    {
        string[] files = [settings.CaPath, settings.Certificate?.CertificatePath ?? "", settings.Certificate?.KeyPath ?? ""];
        return [.. files.Where(file => file.Length > 0)];
    }

    private SslClientAuthenticationOptions Load() => new()
    {
        TargetHost = _name,
        ApplicationProtocols = [SslApplicationProtocol.Http11],
        ClientCertificateContext = _settings.Certificate is { } certificate ? CertificateContext.Load(certificate) : null,
        CertificateChainPolicy = _settings.CaPath.Length > 0 ? TrustOnly(_settings.CaPath) : null,
        RemoteCertificateValidationCallback = Verify,
    };

    private static X509ChainPolicy TrustOnly(string path)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(path);
        return policy;
    }

    private bool Verify(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        !_settings.Verify
        || (errors is SslPolicyErrors.None
            && certificate is X509Certificate2 presented
            && presented.MatchesHostname(_name, allowWildcards: true, allowCommonName: false));
}
