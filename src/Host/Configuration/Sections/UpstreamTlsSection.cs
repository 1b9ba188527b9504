using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>tls</c> of a pool.</summary>
internal static class UpstreamTlsSection
{
    public static UpstreamTlsSettings Read(HoconReader reader, Surroundings around) => new(
        Verify: reader.Bool("verify"),
        ServerName: reader.Parse("server-name", text => text.Length == 0 ? text : HostText.Parse(text)) ?? "",
        CaPath: ReadCa(reader, around))
    {
        Certificate = ReadCertificate(reader, around),
    };

    private static string ReadCa(HoconReader reader, Surroundings around)
    {
        if (around.Path(reader, "ca") is not { Length: > 0 } path)
            return "";
        if (PemFiles.Certificate(path).Error is { } error)
            reader.Error("ca", error);
        return path;
    }

    private static CertificateSettings? ReadCertificate(HoconReader reader, Surroundings around)
    {
        var settings = CertificateSection.Read(reader, around);
        if (settings is { CertificatePath: "", KeyPath: "" })
            return null;
        if (settings.KeyPath.Length == 0)
            reader.Error("cert", "it is shown to backends by who has its key: give 'key' as well");
        else if (settings.CertificatePath.Length == 0)
            reader.Error("key", "it is the key of a certificate: give 'cert' as well");
        return settings;
    }
}
