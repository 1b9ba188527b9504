using System.Buffers.Binary;
using System.Net;

namespace ActorProxy.Transport.Kernel;

/// <summary>struct sockaddr_in and sockaddr_in6 (ip(7), ipv6(7)) and the .NET end points that they stand for.</summary>
internal static unsafe class NativeAddress
{
    /// <summary>Bytes of the longest: struct sockaddr_in6.</summary>
    public const int MaxLength = 28;

    public const ushort FamilyInternet = 2;
    public const ushort FamilyInternet6 = 10;

    /// <summary>The address at the other end of a connected socket; null when it is gone.</summary>
    public static IPEndPoint? PeerOf(int socket)
    {
        var bytes = stackalloc byte[MaxLength];
        uint length = MaxLength;
        return Libc.GetPeerName(socket, bytes, &length) == 0 ? Read(bytes) : null;
    }

    /// <summary>The address at this end; null when it is gone.</summary>
    public static IPEndPoint? OwnOf(int socket)
    {
        var bytes = stackalloc byte[MaxLength];
        uint length = MaxLength;
        return Libc.GetSocketName(socket, bytes, &length) == 0 ? Read(bytes) : null;
    }

    /// <summary>Writes the address and returns its length.</summary>
    public static uint Write(IPEndPoint endPoint, byte* target)
    {
        var bytes = new Span<byte>(target, MaxLength);
        bytes.Clear();
        var isInternet6 = endPoint.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        *(ushort*)target = isInternet6 ? FamilyInternet6 : FamilyInternet;
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)endPoint.Port);
        endPoint.Address.TryWriteBytes(bytes[(isInternet6 ? 8 : 4)..], out _);
        if (isInternet6)
            *(uint*)(target + 24) = (uint)endPoint.Address.ScopeId;
        return isInternet6 ? (uint)MaxLength : 16;
    }

    private static IPEndPoint? Read(byte* source)
    {
        var bytes = new ReadOnlySpan<byte>(source, MaxLength);
        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        return *(ushort*)source switch
        {
            FamilyInternet => new IPEndPoint(new IPAddress(bytes.Slice(4, 4)), port),
            FamilyInternet6 => new IPEndPoint(new IPAddress(bytes.Slice(8, 16), *(uint*)(source + 24)), port),
            _ => null,
        };
    }
}
