using System.Runtime.InteropServices;

namespace ActorProxy.Transport.Kernel;

/// <summary>struct io_uring_params of linux/io_uring.h, 120 bytes: what is asked of io_uring_setup(2), and where its queues lie.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal struct RingParameters
{
    [FieldOffset(0)]
    public uint SubmissionEntries;

    [FieldOffset(4)]
    public uint CompletionEntries;

    /// <summary>IORING_SETUP_ flags.</summary>
    [FieldOffset(8)]
    public uint Flags;

    /// <summary>IORING_FEAT_ flags, from the kernel.</summary>
    [FieldOffset(20)]
    public uint Features;

    /// <summary>From the kernel.</summary>
    [FieldOffset(40)]
    public SubmissionOffsets Submission;

    /// <summary>From the kernel.</summary>
    [FieldOffset(80)]
    public CompletionOffsets Completion;

    /// <summary>struct io_sqring_offsets: where in the mapping each field lies.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 40)]
    internal struct SubmissionOffsets
    {
        [FieldOffset(0)]
        public uint Head;

        [FieldOffset(4)]
        public uint Tail;

        [FieldOffset(8)]
        public uint Mask;

        [FieldOffset(12)]
        public uint Entries;

        [FieldOffset(16)]
        public uint Flags;

        [FieldOffset(20)]
        public uint Dropped;

        [FieldOffset(24)]
        public uint Array;
    }

    /// <summary>struct io_cqring_offsets.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 40)]
    internal struct CompletionOffsets
    {
        [FieldOffset(0)]
        public uint Head;

        [FieldOffset(4)]
        public uint Tail;

        [FieldOffset(8)]
        public uint Mask;

        [FieldOffset(12)]
        public uint Entries;

        [FieldOffset(16)]
        public uint Overflow;

        [FieldOffset(20)]
        public uint Entry;

        [FieldOffset(24)]
        public uint Flags;
    }
}
