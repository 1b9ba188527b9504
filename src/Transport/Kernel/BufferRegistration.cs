using System.Runtime.InteropServices;

namespace ActorProxy.Transport.Kernel;

/// <summary>struct io_uring_buf_reg of linux/io_uring.h, 40 bytes: registers a ring of buffers (io_uring_register(2), IORING_REGISTER_PBUF_RING).</summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
internal struct BufferRegistration
{
    [FieldOffset(0)]
    public ulong RingAddress;

    [FieldOffset(8)]
    public uint Entries;

    [FieldOffset(12)]
    public ushort Group;
}
