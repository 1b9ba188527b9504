using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>proxy.sessions</c>: what all sticky sessions have in common.</summary>
internal static class SessionSection
{
    private const int ShortestKey = 16;

    public static SessionSettings Read(HoconReader reader)
    {
        var key = reader.String("key");
        if (key.Length is > 0 and < ShortestKey)
            reader.Error("key", $"is a secret, and has only {key.Length} characters: take at least {ShortestKey}, such as `openssl rand -base64 32` gives");
        return new SessionSettings(key, reader.Period("ask-timeout"), reader.Int("cache-size", 1, 10_000_000));
    }
}
