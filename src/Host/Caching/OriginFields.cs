using ActorProxy.Host.Upstream;
using ActorProxy.Streams.Caching.Rules;

namespace ActorProxy.Host.Caching;

/// <summary>The fields of an answer as the cache looks at them: one without Date was made when it came (RFC 9110 section 6.6.1).</summary>
internal static class OriginFields
{
    public static FieldLines Of(ResponseHead head, DateTimeOffset now)
    {
        var lines = new List<KeyValuePair<string, string>>(head.FieldCount + 1);
        for (var i = 0; i < head.FieldCount; i++)
            lines.Add(KeyValuePair.Create(head.Name(i), head.Value(i)));
        var fields = new FieldLines([.. lines]);
        return fields.Has("Date") ? fields : fields.With([KeyValuePair.Create("Date", HttpDate.Format(now))]);
    }
}
