using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>How a session is known: <c>cookie</c>, <c>ip</c>, <c>header:X-User</c> or <c>jwt:sub</c>.</summary>
internal static class StickyText
{
    public static Parsed<(StickyKind Kind, string Name)> Parse(string text)
    {
        if (text is "cookie")
            return (StickyKind.Cookie, "");
        if (text is "ip")
            return (StickyKind.Ip, "");
        if (text.Split(':', 2) is not [("header" or "jwt") and var kind, { Length: > 0 } name])
            return new Wrong($"'{text}' is not a way to know a session: cookie, ip, \"header:NAME\" or \"jwt:CLAIM\"");
        if (kind == "jwt")
            return (StickyKind.Jwt, name);
        return CookieNameText.IsToken(name) ? (StickyKind.Header, name) : new Wrong($"'{name}' is not the name of a header");
    }
}
