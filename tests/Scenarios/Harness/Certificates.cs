using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorProxy.Scenarios.Harness;

/// <summary>Self-signed certificates, made when a test needs one.</summary>
internal static class Certificates
{
    public static X509Certificate2 Create(params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                alternatives.AddIpAddress(address);
            else
                alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    /// <summary>Writes NAME.pem and NAME.key and gives the HOCON that names them.</summary>
    public static string WritePem(this TemporaryFolder folder, X509Certificate2 certificate, string name)
    {
        var cert = folder.Write($"{name}.pem", certificate.ExportCertificatePem());
        var key = folder.Write($"{name}.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return $$"""{ cert = "{{cert}}", key = "{{key}}" }""";
    }
}
