using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorProxy.Transport.Kernel;
using ActorProxy.Transport.Rings;

namespace ActorProxy.Transport.Tests;

/// <summary>Rings on which everything is full: what has no room waits for it, and nothing is lost or mixed up.</summary>
public sealed class NarrowRingTests
{
    private static readonly RingShape Narrow = new() { Submissions = 4, Completions = 8 };

    [Fact]
    public Task Queues_OfAFewEntries_CarryManyConnections() => EchoAsync(Narrow, connections: 100, length: 300_000);

    [Fact]
    public Task Buffers_ThatRunOut_AreWaitedFor() => EchoAsync(RingShape.Usual with { FewestBuffers = 2, MostBuffers = 2 }, connections: 100, length: 300_000);

    [Fact]
    public async Task Kernel_ThatOftenTakesNothing_GetsItLater()
    {
        // EBUSY: the kernel wants room for completions first, and hands over what it has; EAGAIN: it has no memory just now.
        var calls = 0;
        var refused = 0;
        int Enter(int ring, uint toSubmit, uint minComplete, uint flags)
        {
            if (++calls % 3 == 0)
                return Libc.Enter(ring, toSubmit, minComplete, flags);
            refused++;
            _ = Libc.Enter(ring, 0, 0, flags);
            Marshal.SetLastPInvokeError(calls % 2 == 0 ? Errno.Busy : Errno.TryAgain);
            return -1;
        }

        await EchoAsync(Narrow with { Enter = Enter }, connections: 50, length: 300_000);
        Assert.NotEqual(0, refused);
    }

    [Fact]
    public async Task Kernel_ThatTakesOneRequestAtATime_GetsThemAll()
    {
        static int Enter(int ring, uint toSubmit, uint minComplete, uint flags) => Libc.Enter(ring, Math.Min(toSubmit, 1), toSubmit > 1 ? 0 : minComplete, flags);
        await EchoAsync(Narrow with { Enter = Enter }, connections: 50, length: 300_000);
    }

    [Fact]
    public async Task Start_WithARingThatTheKernelRefuses_FailsAndLeavesNothing()
    {
        var pool = new Blocks.BlockPool();
        await Assert.ThrowsAsync<SocketException>(() => RingGroup.StartAsync(2, RingShape.Usual with { Submissions = 1 << 20 }, pool));
        Assert.Equal(0, pool.Rented);
    }

    private static async Task EchoAsync(RingShape shape, int connections, int length)
    {
        await using var rig = await Rig.StartAsync(2, shape);
        var serving = Echo.ServeAsync(rig);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(number => Echo.CheckAsync(rig, length, number)));
        await rig.Listener.UnbindAsync();
        await Rig.Within(serving);
    }
}
