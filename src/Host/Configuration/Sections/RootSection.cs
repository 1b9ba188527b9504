using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Hocon.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>The root of a file: <c>proxy</c>, <c>akka</c>, and <c>vars</c>, which belongs to whoever writes the file.</summary>
internal static class RootSection
{
    public static ProxySettings Read(HoconReader reader, Surroundings around)
    {
        _ = reader.Value("vars");
        CheckAkka(reader.Object("akka"));
        return ProxySection.Read(reader.Object("proxy"), around);
    }

    /// <summary><c>{"akka":{…}}</c>.</summary>
    public static string AkkaJson(HoconObject root) => $"{{\"akka\":{root["akka"]!.ToJson()}}}";

    // Remoting asks nobody who they are. It opens with the cluster, which brings its own ways to be sure.
    private static void CheckAkka(HoconReader reader)
    {
        Accept(reader);
        Later.Refuse(reader, "remote", "cluster");
        if (reader.Value("actor") is HoconObject)
        {
            Accept(reader.Object("actor"));
            Later.Refuse(reader.Object("actor"), "provider");
        }
    }

    private static void Accept(HoconReader reader)
    {
        foreach (var key in reader.Keys)
            _ = reader.Value(key);
    }
}
