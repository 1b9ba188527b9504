using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorProxy.Transport.Blocks;
using ActorProxy.Transport.Kernel;
using ActorProxy.Transport.Rings;

namespace ActorProxy.Transport;

/// <summary>
/// Whether this kernel, as this process may use it, has what the transport needs. It is tried, not looked up by version: containers
/// often forbid io_uring by seccomp, and some kernels by the sysctl kernel.io_uring_disabled.
/// </summary>
/// <param name="IsAvailable">Whether a <see cref="RingGroup"/> can be started.</param>
/// <param name="Reason">For people: what is there, or what is missing.</param>
public sealed record RingSupport(bool IsAvailable, string Reason)
{
    private const int MaxOpcodes = 256;

    private static readonly Opcode[] Needed =
    [
        Opcode.SendMessage, Opcode.Timeout, Opcode.Accept, Opcode.AsyncCancel, Opcode.Connect, Opcode.Close, Opcode.Read, Opcode.Send,
        Opcode.Receive,
    ];

    /// <summary>Tries it. Takes about a millisecond.</summary>
    public static RingSupport Probe()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            return new RingSupport(false, "io_uring needs 64-bit Linux");
        try
        {
            using var ring = new Ring(RingShape.Usual);
            var lacking = Needed.Except(Supported(ring)).ToList();
            if (lacking.Count > 0)
                return new RingSupport(false, $"this kernel's io_uring lacks {string.Join(", ", lacking)}");
            return ReceivesOnAndOn(ring)
                ? new RingSupport(true, "io_uring with multishot receive into provided buffers")
                : new RingSupport(false, "this kernel's io_uring has no multishot receive into provided buffers (Linux 6.1 has)");
        }
        catch (Exception refused) when (refused is SocketException or PlatformNotSupportedException or EntryPointNotFoundException)
        {
            return new RingSupport(false, $"the kernel refuses io_uring: {refused.Message}");
        }
    }

    // struct io_uring_probe: a head of 16 bytes, then 8 bytes for each opcode, the flags at the third.
    private static unsafe HashSet<Opcode> Supported(Ring ring)
    {
        var bytes = (byte*)NativeMemory.AllocZeroed(16 + (MaxOpcodes * 8));
        try
        {
            if (Libc.Register(ring.File, Flags.RegisterProbe, bytes, MaxOpcodes) < 0)
                return [];
            HashSet<Opcode> supported = [];
            for (var i = 0; i < bytes[1]; i++)
            {
                var entry = bytes + 16 + (i * 8);
                if ((*(ushort*)(entry + 2) & Flags.OperationSupported) != 0)
                    supported.Add((Opcode)entry[0]);
            }

            return supported;
        }
        finally
        {
            NativeMemory.Free(bytes);
        }
    }

    // No table says whether a receive can go on and on: a byte over a pair of sockets shows it.
    private static unsafe bool ReceivesOnAndOn(Ring ring)
    {
        const int familyUnix = 1;
        const int stream = 1;
        var pair = stackalloc int[2];
        if (Libc.SocketPair(familyUnix, stream | Flags.SocketCloseOnExec, 0, pair) < 0)
            throw Errno.ToException(Libc.LastError);
        BufferRing? buffers = null;
        try
        {
            buffers = new BufferRing(ring, BlockPool.Instance, fewest: 4, count: 4, calmAfter: int.MaxValue);
            ref var entry = ref ring.Next();
            entry.Opcode = Opcode.Receive;
            entry.File = pair[0];
            entry.Flags = Flags.SelectBuffer;
            entry.IoPriority = Flags.ReceiveMultishot;
            entry.BufferGroup = BufferRing.Group;
            byte something = 1;
            _ = Libc.Write(pair[1], &something, 1);
            ring.Submit(1);
            const uint wanted = Flags.HasMore | Flags.HasBuffer;
            return ring.TryTake(out var completion) && completion.Result == 1 && (completion.Flags & wanted) == wanted;
        }
        finally
        {
            _ = Libc.Close(pair[0]);
            _ = Libc.Close(pair[1]);
            ring.Dispose();
            buffers?.Free();
        }
    }
}
