using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Tests.Caching;

/// <summary>Short ways to say what tests of the cache are about.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Moment = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Fields from lines like <c>Name: value</c>.</summary>
    public static FieldLines Fields(params string[] lines) => new([.. lines.Select(Line)]);

    /// <summary>A date as fields carry it, some seconds after <see cref="Moment"/>.</summary>
    public static string Date(double seconds) => HttpDate.Format(Moment.AddSeconds(seconds));

    public static OriginAnswer Answer(int status, params string[] lines) => new(status, Fields(lines), Moment, 0);

    /// <summary>A whole response of one selection.</summary>
    public static StoredResponse Response(int length = 10, FieldLines? fields = null, IRequestValues? request = null, double lifetime = 60, double bornAt = 0) =>
        Response(new MemoryBody(new byte[length]), fields, request, lifetime, bornAt);

    public static StoredResponse Response(CachedBody body, FieldLines? fields = null, IRequestValues? request = null, double lifetime = 60, double bornAt = 0)
    {
        var vary = Vary.Of(fields ?? FieldLines.None, []);
        return new StoredResponse
        {
            Status = 200,
            Fields = fields ?? FieldLines.None,
            Directives = CacheDirectives.Parse(fields?.Joined("Cache-Control")),
            Lifetime = lifetime,
            BornAt = bornAt,
            ReceivedAt = Moment,
            Vary = vary,
            VaryKey = vary.KeyOf(request ?? new Request()),
            Body = body,
        };
    }

    private static KeyValuePair<string, string> Line(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return new KeyValuePair<string, string>(line[..colon], line[(colon + 1)..].Trim(' '));
    }
}
