using System.Runtime.InteropServices;

namespace ActorProxy.Transport.Kernel;

/// <summary>struct msghdr of sendmsg(2) on 64-bit Linux, 56 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 56)]
internal struct MessageHeader
{
    /// <summary>Of <see cref="Vector"/>s.</summary>
    [FieldOffset(16)]
    public ulong Vectors;

    [FieldOffset(24)]
    public ulong VectorCount;
}

/// <summary>struct iovec of readv(2) on 64-bit Linux, 16 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct Vector
{
    [FieldOffset(0)]
    public ulong Address;

    [FieldOffset(8)]
    public ulong Length;
}
