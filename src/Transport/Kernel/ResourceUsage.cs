using System.Runtime.InteropServices;

namespace ActorProxy.Transport.Kernel;

/// <summary>struct rusage of sys/resource.h: what getrusage(2) says of a thread, as far as it is asked here.</summary>
[StructLayout(LayoutKind.Explicit, Size = 144)]
internal struct ResourceUsage
{
    /// <summary>ru_nvcsw: how often it gave up the processor because it had to wait.</summary>
    [FieldOffset(128)]
    public long VoluntarySwitches;
}
