using ActorProxy.Actors.Settings;
using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>Finds pools that would take each other's session cookies away from the client.</summary>
internal sealed class CookieConflicts
{
    private readonly Dictionary<(string Cookie, string Path), string> _owners = [];

    public void Check(PoolSettings pool, HoconReader reader)
    {
        if (pool.Sticky is { By: StickyKind.Cookie } sticky && !_owners.TryAdd((sticky.Cookie, sticky.Path), pool.Name))
            reader.Error("sticky", $"the cookie '{sticky.Cookie}' is the one of the pool '{_owners[(sticky.Cookie, sticky.Path)]}' too, and they would overwrite each other: give one another 'cookie'");
    }
}
