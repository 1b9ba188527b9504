namespace ActorProxy.Actors.Settings;

/// <summary>What keeps a client with one backend of a pool.</summary>
/// <param name="By">How a session is known.</param>
/// <param name="Name">Of the header or the claim, for those kinds.</param>
/// <param name="Cookie">Name of the cookie, for <see cref="StickyKind.Cookie"/>.</param>
/// <param name="Path">Of the cookie.</param>
/// <param name="SameSite">Of the cookie: <c>Lax</c>, <c>Strict</c> or <c>None</c>.</param>
/// <param name="Ttl">Time without a request after which a session is forgotten.</param>
/// <param name="OnDown">What becomes of a session whose backend is down or drained.</param>
public sealed record StickySettings(
    StickyKind By, string Name, string Cookie, string Path, string SameSite, TimeSpan Ttl, OnDownKind OnDown);

/// <summary>How a session is known.</summary>
public enum StickyKind
{
    /// <summary>By a cookie that the proxy sets.</summary>
    Cookie,

    /// <summary>By a request header.</summary>
    Header,

    /// <summary>By the client's address.</summary>
    Ip,

    /// <summary>By a claim of the bearer token, which is read and not verified.</summary>
    Jwt,
}

/// <summary>What becomes of a session whose backend cannot be used.</summary>
public enum OnDownKind
{
    /// <summary>It goes to another and stays there.</summary>
    Rebind,

    /// <summary>It gets 503 until its backend is back.</summary>
    Refuse,
}

/// <summary>What all sessions have in common.</summary>
/// <param name="Key">Secret from which the key of session cookies is made; empty: one is made up.</param>
/// <param name="AskTimeout">Time that the owner of a session gets to answer.</param>
/// <param name="CacheSize">Sessions that a node remembers for each pool.</param>
public sealed record SessionSettings(string Key, TimeSpan AskTimeout, int CacheSize);
