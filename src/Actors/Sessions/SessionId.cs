using System.Globalization;
using System.Security.Cryptography;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Actors.Sessions;

/// <summary>Name of a session: chosen at random for a cookie, else a hash of pool and key, so that no key of a client is stored.</summary>
public readonly record struct SessionId(ulong High, ulong Low)
{
    /// <summary>The name of the actor that owns it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    /// <summary>A new one.</summary>
    public static SessionId Create()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return new SessionId(BitConverter.ToUInt64(bytes), BitConverter.ToUInt64(bytes[8..]));
    }

    /// <summary>
    /// That of a key in a pool, the same on every node. Two keys that somebody makes to have one name share a backend, no more.
    /// </summary>
    public static SessionId Of(string pool, string key)
    {
        var (high, low) = (new StableHash(), new StableHash());
        high.Append(pool);
        high.Append("\0");
        high.Append(key);
        low.Append(key);
        low.Append("\0");
        low.Append(pool);
        return new SessionId(high.Value, low.Value);
    }

    /// <summary>What <see cref="ToString"/> gave, or null.</summary>
    internal static SessionId? Parse(string text) =>
        text.Length == 32
        && ulong.TryParse(text.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
        && ulong.TryParse(text.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low)
            ? new SessionId(high, low)
            : null;
}
