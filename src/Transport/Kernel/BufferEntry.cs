using System.Runtime.InteropServices;

namespace ActorProxy.Transport.Kernel;

/// <summary>
/// struct io_uring_buf of linux/io_uring.h: one buffer that the kernel may take, 16 bytes. The reserved field of the first entry is the
/// tail of the whole ring (union in struct io_uring_buf_ring), so nothing but the tail is ever written there.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct BufferEntry
{
    [FieldOffset(0)]
    public ulong Address;

    [FieldOffset(8)]
    public uint Length;

    [FieldOffset(12)]
    public ushort Number;

    /// <summary>In the first entry: how many buffers were ever added, modulo 2^16.</summary>
    [FieldOffset(14)]
    public ushort Tail;
}
