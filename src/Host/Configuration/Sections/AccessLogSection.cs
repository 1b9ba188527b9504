using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>proxy.access-log</c>.</summary>
internal static class AccessLogSection
{
    private const string StandardOutput = "stdout";

    public static AccessLogSettings Read(HoconReader reader, Surroundings around) => new(
        Enabled: reader.Bool("enabled"),
        Path: ReadPath(reader, around));

    private static string ReadPath(HoconReader reader, Surroundings around)
    {
        if (reader.Is("path", StandardOutput))
            return StandardOutput;

        var path = around.Path(reader, "path");
        if (path.Length == 0)
            reader.Error("path", "names no file; 'enabled = off' switches the log off");
        else if (!Directory.Exists(Path.GetDirectoryName(path)))
            reader.Error("path", $"the directory '{Path.GetDirectoryName(path)}' does not exist");
        return path;
    }
}
