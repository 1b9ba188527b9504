using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorProxy.Actors.Settings;

namespace ActorProxy.TestKit;

/// <summary>A root of its own and certificates of nodes below it, as PEM files in a folder that goes with this.</summary>
public sealed class NodeCertificates : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorproxy-nodes-");
    private readonly ECDsa _rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;
    private int _serial;

    /// <summary>Makes the root.</summary>
    public NodeCertificates(string name = "nodes")
    {
        var request = new CertificateRequest($"CN={name}", _rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        _root = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
        CaPath = Write("ca.pem", _root.ExportCertificatePem());
    }

    /// <summary>The root as a PEM file.</summary>
    public string CaPath { get; }

    /// <summary>A new certificate, as HOCON to stand after <c>tls</c>.</summary>
    /// <param name="caPath">Whom the node believes; null: this root.</param>
    public string Tls(string? caPath = null) => $$"""{ {{Files()}}, ca = "{{caPath ?? CaPath}}" }""";

    /// <summary>A new certificate, as HOCON to stand in the <c>certificates</c> of a listener.</summary>
    public string Certificate() => $$"""{ {{Files()}} }""";

    /// <summary>A new certificate with its key, to be shown by a client.</summary>
    public X509Certificate2 Load()
    {
        var (certificate, key) = Make();
        using var pem = X509Certificate2.CreateFromPemFile(certificate, key);
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _root.Dispose();
        _rootKey.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>A new certificate, as the configuration would say it.</summary>
    internal ClusterTlsSettings Settings()
    {
        var (certificate, key) = Make();
        return new ClusterTlsSettings(certificate, key, CaPath);
    }

    private string Files()
    {
        var (certificate, key) = Make();
        return $"""cert = "{certificate}", key = "{key}" """.TrimEnd();
    }

    private (string Certificate, string Key) Make()
    {
        var number = ++_serial;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Certificates.Request($"node-{number}", key, "127.0.0.1");
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(_root, now.AddDays(-1), now.AddDays(29), [1, (byte)number]);
        return (Write($"node-{number}.pem", certificate.ExportCertificatePem()), Write($"node-{number}.key", key.ExportPkcs8PrivateKeyPem()));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
