using System.Runtime.InteropServices;

namespace ActorProxy.Transport.Kernel;

/// <summary>struct __kernel_timespec of linux/time_types.h: seconds and nanoseconds, where the kernel can read them while a request waits.</summary>
internal sealed unsafe class KernelTime
{
    private readonly long* _fields = (long*)NativeMemory.Alloc(2 * sizeof(long));

    public KernelTime(TimeSpan time)
    {
        _fields[0] = time.Ticks / TimeSpan.TicksPerSecond;
        _fields[1] = time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick;
    }

    /// <summary>Valid until <see cref="Free"/>.</summary>
    public ulong Address => (ulong)_fields;

    /// <summary>When no request needs it any more.</summary>
    public void Free() => NativeMemory.Free(_fields);
}
