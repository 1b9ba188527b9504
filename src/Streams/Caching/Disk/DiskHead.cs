using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text.Json;
using System.Text.Json.Serialization;
using ActorProxy.Streams.Caching.Rules;
using ActorProxy.Streams.Caching.Store;
using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Caching.Disk;

/// <summary>What a file says of a stored response but its body. JSON behind a mark, a version and a sum.</summary>
/// <param name="Site">Of the key.</param>
/// <param name="Target">Of the key.</param>
/// <param name="Status">Status.</param>
/// <param name="Reason">Reason phrase.</param>
/// <param name="Fields">Names and values in turn.</param>
/// <param name="Lifetime">Seconds of freshness.</param>
/// <param name="BornAt">When its age was 0, by the calendar: the clock of a process ends with it.</param>
/// <param name="ReceivedAt">By the calendar.</param>
/// <param name="Vary">Names of the request fields that select it.</param>
/// <param name="VaryKey">What the request had for them.</param>
/// <param name="Length">Bytes of the body.</param>
/// <param name="Sequence">Its place in the order of all that was stored and purged.</param>
internal sealed record DiskHead(
    string Site,
    string Target,
    int Status,
    string? Reason,
    string[] Fields,
    double Lifetime,
    DateTimeOffset BornAt,
    DateTimeOffset ReceivedAt,
    string[] Vary,
    string VaryKey,
    long Length,
    long Sequence)
{
    /// <summary>Bytes of a head at most; a larger one is none of ours.</summary>
    public const int MaxSize = 1024 * 1024;

    private const int Prefix = 16;

    // A date that lies ahead shows that the clock was moved; how old the response is can then not be known.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(1);

    // "APC", and the version of what follows.
    private static ReadOnlySpan<byte> Mark => "APC\u0001\0\0\0\0"u8;

    /// <summary>The key.</summary>
    [JsonIgnore]
    public CacheKey Key => new(Site, Target);

    /// <summary>Of a response.</summary>
    public static DiskHead Of(CacheKey key, StoredResponse response, CacheClock clock, long sequence) => new(
        key.Site,
        key.Target,
        response.Status,
        response.Reason,
        [.. response.Fields.SelectMany(line => new[] { line.Key, line.Value })],
        response.Lifetime,
        clock.Date.AddSeconds(-response.Age(clock.Now)),
        response.ReceivedAt,
        [.. response.Vary.Names],
        response.VaryKey,
        response.Body.Length,
        sequence);

    /// <summary>For a file.</summary>
    public byte[] ToBytes()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, DiskJson.Default.DiskHead);
        var bytes = new byte[Prefix + json.Length];
        Mark.CopyTo(bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), XxHash3.HashToUInt64(json));
        json.CopyTo(bytes, Prefix);
        return bytes;
    }

    /// <summary>Null when the bytes are not what was written.</summary>
    public static DiskHead? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Prefix || !bytes.StartsWith(Mark))
            return null;
        var json = bytes[Prefix..];
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) != XxHash3.HashToUInt64(json))
            return null;
        try
        {
            return JsonSerializer.Deserialize(json, DiskJson.Default.DiskHead);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The response again.</summary>
    /// <param name="body">Its body.</param>
    /// <param name="clock">Of this process.</param>
    /// <param name="isStale">Whether it is to count as stale.</param>
    public StoredResponse ToResponse(CachedBody body, CacheClock clock, bool isStale)
    {
        var fields = new FieldLines([.. Fields.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1]))]);
        var age = clock.Date - BornAt;
        var isUncertain = age < -ClockSlack;
        return new StoredResponse
        {
            Status = Status,
            Reason = Reason,
            Fields = fields,
            Directives = Storability.DirectivesOf(fields),
            Lifetime = isStale || isUncertain ? 0 : Lifetime,
            BornAt = clock.Now - Math.Max(0, age.TotalSeconds),
            ReceivedAt = ReceivedAt,
            Vary = Rules.Vary.Of(FieldLines.None, Vary),
            VaryKey = VaryKey,
            Body = body,
            AnnouncedLength = Length,
        };
    }
}

/// <summary>Made by the compiler, so that no type is ever found by a name in a file.</summary>
[JsonSerializable(typeof(DiskHead))]
internal sealed partial class DiskJson : JsonSerializerContext;
