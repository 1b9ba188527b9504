using System.Security.Cryptography.X509Certificates;

namespace ActorProxy.Scenarios.Harness;

/// <summary>A folder that goes when the test does.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("actorproxy-").FullName;

    /// <summary>Writes a file in one step, as an editor does that renames over the old one.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
        return path;
    }

    /// <summary>Writes NAME.pem and NAME.key and gives the HOCON that names them.</summary>
    public string WritePem(X509Certificate2 certificate, string name)
    {
        var cert = Write($"{name}.pem", certificate.ExportCertificatePem());
        var key = Write($"{name}.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return $$"""{ cert = "{{cert}}", key = "{{key}}" }""";
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
