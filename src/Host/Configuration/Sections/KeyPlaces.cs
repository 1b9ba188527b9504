using ActorProxy.Hocon.Reading;

namespace ActorProxy.Host.Configuration.Sections;

/// <summary>
/// Where a key would mean something, for one that stands where it means nothing: <c>sticky</c> in a route, <c>routes</c> outside of
/// <c>proxy</c>.
/// </summary>
/// <param name="root">At the root of a file that has been read.</param>
internal sealed class KeyPlaces(HoconReader root)
{
    // What a pool, a backend or a route has of its own, and the defaults of all of them cannot have.
    private static readonly Dictionary<string, string> Own = new()
    {
        ["backends"] = "a pool in proxy.pools",
        ["url"] = "a backend of a pool in proxy.pools",
        ["pool"] = "a route in proxy.routes",
    };

    /// <summary>In words; null for a key that is unknown everywhere.</summary>
    public string? Of(string key)
    {
        var proxy = root.Object("proxy");
        var defaults = proxy.Object("defaults");
        string[] places =
        [
            .. Known(proxy, "proxy { … }"),
            .. Known(defaults.Object("listener"), "a listener"),
            .. Known(defaults.Object("pool"), "a pool"),
            .. Known(defaults.Object("backend"), "a backend"),
            .. Known(defaults.Object("route"), "a route"),
        ];
        return places.Length == 0 ? Own.GetValueOrDefault(key) : string.Join(" or ", places);

        IEnumerable<string> Known(HoconReader reader, string place) => reader.WasAskedFor(key) ? [place] : [];
    }
}
