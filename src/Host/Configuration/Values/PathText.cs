using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>
/// What a path must look like: <c>/api</c>, <c>= /api</c>, <c>~ ^/v[0-9]</c>, <c>~* …</c>. Paths are matched decoded (RFC 3986
/// section 6.2.2), so a text that no decoded path can equal is an error.
/// </summary>
internal static class PathText
{
    public static Parsed<PathMatch> Parse(string text) => text switch
    {
        _ when text.StartsWith("~*", StringComparison.Ordinal) => Pattern(text[2..].Trim(), ignoreCase: true),
        _ when text.StartsWith('~') => Pattern(text[1..].Trim(), ignoreCase: false),
        _ when text.StartsWith('=') => Plain(text[1..].Trim(), PathMatchKind.Exact),
        _ => Plain(text, PathMatchKind.Prefix),
    };

    private static Parsed<PathMatch> Plain(string path, PathMatchKind kind)
    {
        if (path == "*" && kind == PathMatchKind.Exact)
            return new PathMatch(kind, path);
        if (!path.StartsWith('/'))
            return new Wrong($"'{path}' does not begin with '/'; a regular expression is written '~ {path}'");
        if (path.AsSpan().ContainsAny('?', '#'))
            return new Wrong($"'{path}' has a query: routes match the path alone");
        if (path.Split('/').Any(segment => segment is "." or ".."))
            return new Wrong($"'{path}' has a dot segment: paths are matched after these are resolved");
        if (path.Replace("%2F", "", StringComparison.OrdinalIgnoreCase).Contains('%'))
            return new Wrong($"'{path}' is encoded: paths are matched decoded, write '{Uri.UnescapeDataString(path)}'");
        return new PathMatch(kind, path);
    }

    private static Parsed<PathMatch> Pattern(string pattern, bool ignoreCase) => pattern switch
    {
        "" => new Wrong("the regular expression is empty"),
        _ when !PathPattern.TryCheck(pattern, ignoreCase, out var error) => new Wrong($"the regular expression '{pattern}': {error}"),
        _ => new PathMatch(PathMatchKind.Regex, pattern, ignoreCase),
    };
}
