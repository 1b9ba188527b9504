using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorProxy.Bench.Load;

/// <summary>One certificate that all proxies show, as files in PEM: made for a run, signed by itself, ECDSA on P-256.</summary>
/// <param name="Certificate">The certificate alone.</param>
/// <param name="Key">Its private key.</param>
/// <param name="Both">One file with both, as HAProxy wants it.</param>
internal sealed record TlsFiles(string Certificate, string Key, string Both)
{
    /// <summary>The host that the certificate is for.</summary>
    public const string Host = "bench.example";

    public static TlsFiles Create(Workspace workspace)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        var (shown, secret) = (certificate.ExportCertificatePem() + '\n', key.ExportPkcs8PrivateKeyPem() + '\n');
        return new TlsFiles(workspace.Write("tls.crt", shown), workspace.Write("tls.key", secret), workspace.Write("tls.pem", shown + secret));
    }
}
