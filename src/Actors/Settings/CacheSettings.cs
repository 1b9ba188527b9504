namespace ActorProxy.Actors.Settings;

/// <summary>How a route caches (RFC 9111).</summary>
/// <param name="MaxSize">Bytes of all its responses in memory.</param>
/// <param name="MaxObject">Bytes of one response; what is larger is only passed on.</param>
/// <param name="Key">What tells one response from another besides the URL and Vary.</param>
/// <param name="StaleWhileRevalidate">How long after its end a response is used while it is fetched anew, where it does not say so itself.</param>
/// <param name="StaleIfError">How long after its end a response is used instead of an error, where it does not say so itself.</param>
/// <param name="ClientDirectives">Whether Cache-Control of requests counts.</param>
/// <param name="StoreSetCookie">Whether responses with Set-Cookie are stored.</param>
/// <param name="CollapseWait">How long a request waits for the answer to another like it before it asks for itself.</param>
/// <param name="HitForMiss">How long requests do not wait for one another after an answer that could not be shared.</param>
/// <param name="Disk">Where responses survive the process; null: nowhere.</param>
/// <param name="Peers">Whether nodes fetch from the one that owns the key.</param>
public sealed record CacheSettings(
    long MaxSize,
    long MaxObject,
    CacheKeySettings Key,
    TimeSpan StaleWhileRevalidate,
    TimeSpan StaleIfError,
    bool ClientDirectives,
    bool StoreSetCookie,
    TimeSpan CollapseWait,
    TimeSpan HitForMiss,
    CacheDiskSettings? Disk,
    bool Peers);

/// <summary>Where stored responses survive the process.</summary>
/// <param name="Path">A folder that no other process uses.</param>
/// <param name="MaxSize">Bytes of all files together.</param>
/// <param name="MaxObject">Bytes of one response.</param>
public sealed record CacheDiskSettings(string Path, long MaxSize, long MaxObject);

/// <summary>What tells one stored response from another.</summary>
/// <param name="Query">How the query counts.</param>
/// <param name="IgnoreQuery">Names of arguments that do not; a star at the end stands for anything.</param>
/// <param name="Headers">Request headers that count for every response, as if it had them in Vary.</param>
/// <param name="Cookies">Cookies that do.</param>
public sealed record CacheKeySettings(QueryKey Query, ValueList<string> IgnoreQuery, ValueList<string> Headers, ValueList<string> Cookies);

/// <summary>How the query counts in a cache key.</summary>
public enum QueryKey
{
    /// <summary>As it stands.</summary>
    All,

    /// <summary>Its arguments in the order of their names.</summary>
    Sorted,

    /// <summary>Not.</summary>
    None,
}
