using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Tests.Upstream;

/// <summary>A certificate authority of the test's own, and what it signs.</summary>
internal sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset Begin = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly X509Certificate2 _authority;
    private readonly List<string> _files = [];

    public TestCertificates()
    {
        var request = new CertificateRequest("CN=Test CA", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(Begin, End);
        CaPath = Path.GetTempFileName();
        File.WriteAllText(CaPath, _authority.ExportCertificatePem());
    }

    public string CaPath { get; }

    public X509Certificate2 Issue(string commonName, string? dnsName, IPAddress? address = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (dnsName is not null)
            names.AddDnsName(dnsName);
        if (address is not null)
            names.AddIpAddress(address);
        if (dnsName is not null || address is not null)
            request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(_authority, Begin, End, RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>Puts a certificate and its key where a configuration could name them.</summary>
    public CertificateSettings Write(X509Certificate2 certificate)
    {
        var settings = new CertificateSettings(Path.GetTempFileName(), Path.GetTempFileName());
        _files.AddRange([settings.CertificatePath, settings.KeyPath]);
        Write(certificate, settings);
        return settings;
    }

    /// <summary>The same over one that was there.</summary>
    public static void Write(X509Certificate2 certificate, CertificateSettings settings)
    {
        File.WriteAllText(settings.CertificatePath, certificate.ExportCertificatePem());
        using var key = certificate.GetECDsaPrivateKey()!;
        File.WriteAllText(settings.KeyPath, key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _authority.Dispose();
        File.Delete(CaPath);
        _files.ForEach(File.Delete);
    }
}
