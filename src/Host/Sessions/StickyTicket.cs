using ActorProxy.Actors.Sessions;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Sessions;

/// <summary>What one request to a sticky pool has found out about its session. Used again for the next request on its connection.</summary>
internal sealed class StickyTicket
{
    /// <summary>Of the pool; null: the request has no session.</summary>
    public StickySettings? Settings { get; set; }

    /// <summary>What the request said.</summary>
    public SessionKey Key { get; set; }

    /// <summary>The generation in its cookie; 0 without one.</summary>
    public int CookieGeneration { get; set; }

    /// <summary>Whether the cookie has used up half of its time.</summary>
    public bool IsCookieOld { get; set; }

    /// <summary>The session; null when no backend could be had.</summary>
    public Session? Session { get; set; }

    /// <summary>Whether the client is to get a cookie.</summary>
    public bool NeedsCookie => Settings is { By: StickyKind.Cookie } && Session is not null &&
        (Key.IsNew || IsCookieOld || CookieGeneration < Session.Binding.Generation);

    /// <summary>Forgets the request before.</summary>
    public void Clear()
    {
        Settings = null;
        Session = null;
    }
}
