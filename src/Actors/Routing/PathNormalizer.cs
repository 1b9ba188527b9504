using System.Buffers;

namespace ActorProxy.Actors.Routing;

/// <summary>
/// The form of a path that routes are matched with (RFC 3986 sections 5.2.4 and 6.2.2). Percent-escapes are decoded once, dot
/// segments are removed, parameters and empty segments stay. What would mean something else if it stood there bare stays
/// escaped, with upper-case digits: <c>%2F %5C %25 %3F %23</c> and control characters. So no two different paths become one
/// that is ambiguous, and normalizing twice changes nothing. The raw target is what is forwarded.
/// <para>
/// Refused, for 400: a path that starts with neither <c>/</c> nor is <c>*</c>; broken escapes; NUL; escapes that are not UTF-8;
/// a bare backslash, <c>?</c>, <c>#</c> or control character; and what servers disagree on, so that the backend might see
/// another path than the routes do: <c>/..;x/</c>, <c>/..%2F</c>, <c>//..</c>.
/// </para>
/// </summary>
public static class PathNormalizer
{
    private const int OnStack = 512;

    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Append(0x7f).Select(code => (char)code), '%', '\\', '?', '#']);

    /// <summary>Normalizes the path of a target without its query; the same string when there is nothing to change.</summary>
    public static bool TryNormalize(string raw, out string path)
    {
        path = raw;
        if (IsPlain(raw))
            return true;

        var rented = raw.Length > OnStack ? ArrayPool<char>.Shared.Rent(raw.Length) : null;
        var ok = TryNormalize(raw, rented ?? stackalloc char[OnStack], out var normalized);
        if (!normalized.SequenceEqual(raw))
            path = normalized.ToString();
        if (rented is not null)
            ArrayPool<char>.Shared.Return(rented);
        return ok;
    }

    /// <summary>
    /// Normalizes without allocation: the result is <paramref name="raw"/> itself or in <paramref name="buffer"/>, which is at
    /// least as long; empty when refused.
    /// </summary>
    public static bool TryNormalize(ReadOnlySpan<char> raw, Span<char> buffer, out ReadOnlySpan<char> path)
    {
        path = raw;
        if (IsPlain(raw))
            return true;

        var writer = new PathWriter(buffer);
        path = default;
        if (raw is not ['/', ..])
            return false;

        while (!raw.IsEmpty)
        {
            var next = raw[1..].IndexOf('/');
            var segment = next < 0 ? raw[1..] : raw.Slice(1, next);
            raw = next < 0 ? default : raw[(next + 1)..];
            if (!writer.TryAdd(segment, isLast: next < 0))
                return false;
        }

        path = writer.Written;
        return true;
    }

    private static bool IsPlain(ReadOnlySpan<char> raw) =>
        raw is "*" || (raw is ['/', ..] && !raw.ContainsAny(Special) && raw.IndexOf("/.") < 0);
}
