using System.Runtime.InteropServices;

namespace ActorProxy.Transport.Kernel;

/// <summary>struct io_uring_sqe of linux/io_uring.h: one request to the kernel, 64 bytes. Fields that share a place there share it here.</summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
internal struct SubmissionEntry
{
    /// <summary>What to do.</summary>
    [FieldOffset(0)]
    public Opcode Opcode;

    /// <summary>IOSQE_ flags.</summary>
    [FieldOffset(1)]
    public byte Flags;

    /// <summary>Flags of receive and accept.</summary>
    [FieldOffset(2)]
    public ushort IoPriority;

    /// <summary>The file.</summary>
    [FieldOffset(4)]
    public int File;

    /// <summary>Offset in the file, or the length of the address of a connect.</summary>
    [FieldOffset(8)]
    public ulong Offset;

    /// <summary>Memory, or what a cancel looks for.</summary>
    [FieldOffset(16)]
    public ulong Address;

    /// <summary>Bytes, or a count.</summary>
    [FieldOffset(24)]
    public uint Length;

    /// <summary>msg_flags, accept_flags, cancel_flags.</summary>
    [FieldOffset(28)]
    public uint OperationFlags;

    /// <summary>Comes back in the completion.</summary>
    [FieldOffset(32)]
    public ulong UserData;

    /// <summary>The group that a buffer is taken from.</summary>
    [FieldOffset(40)]
    public ushort BufferGroup;

    /// <summary>Bytes after which a multishot receive ends (optlen, since Linux 6.17; before that anything but 0 is EINVAL).</summary>
    [FieldOffset(44)]
    public uint MultishotLimit;
}
