using System.Runtime.InteropServices;

namespace ActorProxy.Transport.Kernel;

/// <summary>struct rlimit of sys/resource.h, 64 bits (getrlimit(2)).</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct ResourceLimit
{
    /// <summary>rlim_cur: what counts.</summary>
    [FieldOffset(0)]
    public ulong Now;
}
