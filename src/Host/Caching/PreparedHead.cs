using ActorProxy.Streams.Caching.Stored;
using Microsoft.Extensions.Primitives;

namespace ActorProxy.Host.Caching;

/// <summary>What all answers with one stored response have in common, made once.</summary>
internal sealed class PreparedHead
{
    private volatile HitText _lastHit = new(long.MinValue, "");

    private PreparedHead(StoredResponse stored) => Fields = [.. stored.Fields
        .GroupBy(line => line.Key, StringComparer.OrdinalIgnoreCase)
        .Select(lines => KeyValuePair.Create(lines.Key, new StringValues([.. lines.Select(line => line.Value)])))];

    /// <summary>The stored fields, lines of one name together.</summary>
    public KeyValuePair<string, StringValues>[] Fields { get; }

    public static PreparedHead Of(StoredResponse stored) => stored.Prepared as PreparedHead ?? Prepare(stored);

    /// <summary>The Cache-Status of a hit; the same text for a second.</summary>
    public string Hit(double ttl)
    {
        var seconds = (long)Math.Floor(ttl);
        var last = _lastHit;
        if (last.Seconds != seconds)
            _lastHit = last = new HitText(seconds, CacheStatusText.Hit(seconds));
        return last.Text;
    }

    private static PreparedHead Prepare(StoredResponse stored)
    {
        var prepared = new PreparedHead(stored);
        stored.Prepared = prepared;
        return prepared;
    }

    private sealed record HitText(long Seconds, string Text);
}
