using System.Globalization;
using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>One of <c>certificates</c> of a listener: two PEM files, looked into at once.</summary>
internal static class CertificateSection
{
    public static CertificateSettings Read(HoconReader reader, Surroundings around)
    {
        var settings = new CertificateSettings(around.Path(reader, "cert"), around.Path(reader, "key"));
        if (settings.CertificatePath.Length > 0 && settings.KeyPath.Length > 0)
            Check(settings, reader, around);
        return settings;
    }

    private static void Check(CertificateSettings settings, HoconReader reader, Surroundings around)
    {
        var ends = PemFiles.Certificate(settings.CertificatePath);
        if (ends.Error is { } certificateError)
            reader.Error("cert", certificateError);
        else if (PemFiles.Key(settings.CertificatePath, settings.KeyPath).Error is { } keyError)
            reader.Error("key", keyError);
        else if (ends.Value < around.Now)
            around.Warn(reader, "cert", $"the certificate expired on {ends.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
    }
}
