using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Sessions;

namespace ActorProxy.Host.Sessions;

/// <summary>
/// The value of a session cookie: base64url of version, session, mark of the backend, generation and time of issue, and a code that
/// authenticates them for one pool (HMAC-SHA-256, 128 bits of it). The mark is a keyed hash, so that it tells nobody an address.
/// </summary>
internal readonly record struct SessionCookie(SessionId Session, ulong Mark, int Generation, long IssuedMinutes)
{
    private const int Signed = 1 + 16 + 8 + 4 + 4;
    private const int CodeLength = 16;
    private const int Length = Signed + CodeLength;
    private const byte Version = 1;
    private const int LongestName = 256;

    /// <summary>Characters of a value.</summary>
    public const int TextLength = (Length * 4 + 2) / 3;

    /// <summary>Reads a value without asking whether it is genuine; null when it is none.</summary>
    public static SessionCookie? Parse(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        return TryDecode(text, bytes) ? Read(bytes) : null;
    }

    /// <summary>Whether a value was made here, or on a node with the same key, for this pool.</summary>
    public static bool IsGenuine(ReadOnlySpan<char> text, string pool, byte[] key)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Span<byte> code = stackalloc byte[CodeLength];
        if (!TryDecode(text, bytes))
            return false;
        Authenticate(bytes[..Signed], pool, key, code);
        return CryptographicOperations.FixedTimeEquals(code, bytes[Signed..]);
    }

    /// <summary>The value.</summary>
    public string Write(string pool, byte[] key)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt64BigEndian(bytes[1..], Session.High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[9..], Session.Low);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[17..], Mark);
        BinaryPrimitives.WriteInt32BigEndian(bytes[25..], Generation);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[29..], (uint)IssuedMinutes);
        Authenticate(bytes[..Signed], pool, key, bytes[Signed..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>How a backend of a pool is called in a cookie.</summary>
    public static ulong MarkOf(string backend, byte[] key)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"backend {backend}"), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>The backend that the cookie means; null when the pool has it no more.</summary>
    public Backend? BackendIn(Pool pool, byte[] key)
    {
        foreach (var backend in pool.Backends)
        {
            if (MarkOf(backend.Id, key) == Mark)
                return backend;
        }

        return null;
    }

    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes) =>
        text.Length == TextLength && Base64Url.IsValid(text) &&
        Base64Url.TryDecodeFromChars(text, bytes, out var written) && written == Length && bytes[0] == Version;

    private static SessionCookie Read(ReadOnlySpan<byte> bytes) => new(
        new SessionId(BinaryPrimitives.ReadUInt64BigEndian(bytes[1..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[9..])),
        BinaryPrimitives.ReadUInt64BigEndian(bytes[17..]),
        BinaryPrimitives.ReadInt32BigEndian(bytes[25..]),
        BinaryPrimitives.ReadUInt32BigEndian(bytes[29..]));

    private static void Authenticate(ReadOnlySpan<byte> signed, string pool, byte[] key, Span<byte> code)
    {
        Span<byte> message = stackalloc byte[Signed + LongestName];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        signed.CopyTo(message);
        // Names are ASCII and of at most 100 characters.
        var name = Encoding.ASCII.GetBytes(pool, message[Signed..]);
        HMACSHA256.HashData(key, message[..(Signed + name)], hash);
        hash[..CodeLength].CopyTo(code);
    }
}
