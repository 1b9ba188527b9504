using System.Runtime.InteropServices;

namespace ActorProxy.Transport.Kernel;

/// <summary>struct io_uring_cqe of linux/io_uring.h: what came of a request, 16 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct CompletionEntry
{
    /// <summary>That of the request.</summary>
    [FieldOffset(0)]
    public ulong UserData;

    /// <summary>The result, or the negated errno.</summary>
    [FieldOffset(8)]
    public int Result;

    /// <summary>IORING_CQE_F_ flags; the buffer's number in the upper half.</summary>
    [FieldOffset(12)]
    public uint Flags;
}
