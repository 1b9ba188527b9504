using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;
using ActorProxy.Host.Configuration.Values;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary><c>sticky</c> of a pool: <c>off</c>, or an object laid over <c>proxy.defaults.sticky</c>.</summary>
internal static class StickySection
{
    private static readonly Dictionary<string, OnDownKind> OnDowns = new()
    {
        ["rebind"] = OnDownKind.Rebind,
        ["503"] = OnDownKind.Refuse,
    };

    private static readonly Dictionary<string, string> SameSites = new()
    {
        ["lax"] = "Lax",
        ["strict"] = "Strict",
        ["none"] = "None",
    };

    // A cookie holds its time in minutes.
    private static readonly TimeSpan ShortestTtl = TimeSpan.FromSeconds(1);

    public static StickySettings Read(HoconReader reader)
    {
        var by = reader.Parse("by", StickyText.Parse);
        return new StickySettings(
            by.Kind,
            by.Name ?? "",
            Cookie: reader.Parse("cookie", CookieNameText.Parse) ?? "",
            Path: reader.Parse("path", CookiePathText.Parse) ?? "/",
            SameSite: SameSites.GetValueOrDefault(ReadWord(reader, "same-site", SameSites.Keys), "Lax"),
            Ttl: reader.Period("ttl", ShortestTtl),
            OnDown: reader.Enum("on-down", OnDowns));
    }

    private static string ReadWord(HoconReader reader, string key, IEnumerable<string> words)
    {
        var word = reader.String(key);
        if (!words.Contains(word))
            reader.Error(key, $"must be one of {string.Join(", ", words)}, not '{word}'");
        return word;
    }
}
