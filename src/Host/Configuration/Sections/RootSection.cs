using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Hocon.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>The root of a file: <c>proxy</c>, <c>akka</c>, and <c>vars</c>, which belongs to whoever writes the file.</summary>
internal static class RootSection
{
    private static readonly string[] Ours = ["provider", "serializers", "serialization-bindings", "serialization-identifiers"];

    public static ProxySettings Read(HoconReader reader, Surroundings around)
    {
        _ = reader.Value("vars");
        CheckAkka(reader.Object("akka"));
        return ProxySection.Read(reader.Object("proxy"), around);
    }

    /// <summary><c>{"akka":{…}}</c>.</summary>
    public static string AkkaJson(HoconObject root) => $"{{\"akka\":{root["akka"]!.ToJson()}}}";

    // Whether there is remoting, and what it accepts, is for proxy.cluster to say.
    private static void CheckAkka(HoconReader reader)
    {
        Accept(reader);
        if (reader.Value("actor") is not HoconObject)
            return;
        var actor = reader.Object("actor");
        Accept(actor);
        foreach (var key in Ours.Where(actor.Has))
            actor.Error(key, "is not for a file to say: proxy.cluster decides whether nodes talk to each other, and what they accept");
    }

    private static void Accept(HoconReader reader)
    {
        foreach (var key in reader.Keys)
            _ = reader.Value(key);
    }
}
