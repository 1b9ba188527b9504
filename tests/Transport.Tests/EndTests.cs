using System.Net.Sockets;
using ActorProxy.Transport.Connections;
using Microsoft.AspNetCore.Connections;

namespace ActorProxy.Transport.Tests;

/// <summary>How a connection ends: from either side, in the middle of anything, and nothing is kept.</summary>
public sealed class EndTests
{
    [Fact]
    public async Task Peer_ThatEndsItsDirection_CanStillRead()
    {
        await using var rig = await Rig.StartAsync();
        var (here, peer) = await rig.ConnectAsync();
        using (peer)
        {
            peer.Shutdown(SocketShutdown.Send);
            var read = await Rig.Within(here.Input.ReadAsync().AsTask());
            Assert.True(read.IsCompleted);
            Assert.True(here.IsHalfClosed);
            await Rig.UntilAsync(() => here.ConnectionClosed.IsCancellationRequested);
            Assert.False((await here.Output.WriteAsync("still"u8.ToArray())).IsCompleted);
            Assert.Equal(5, await peer.ReceiveAsync(new byte[8]));
            await Rig.Within(here.DisposeAsync().AsTask());
            Assert.Equal(0, await peer.ReceiveAsync(new byte[8]));
        }
    }

    [Fact]
    public async Task Peer_ThatResets_FailsTheReaderAndIsNotHalfClosed()
    {
        await using var rig = await Rig.StartAsync();
        var (here, peer) = await rig.ConnectAsync();
        var reading = here.Input.ReadAsync().AsTask();
        peer.Close(0);
        await Assert.ThrowsAsync<ConnectionResetException>(() => Rig.Within(reading));
        Assert.False(here.IsHalfClosed);
        await Rig.UntilAsync(() => here.ConnectionClosed.IsCancellationRequested);
        await Rig.Within(here.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task Reader_ThatCompletesWhileItWaits_IsWokenOnce()
    {
        await using var rig = await Rig.StartAsync();
        var (here, peer) = await rig.ConnectAsync();
        using (peer)
        {
            var reading = here.Input.ReadAsync().AsTask();
            here.Input.Complete();
            await peer.SendAsync(new byte[1]);
            await Rig.Within(reading);
            await peer.SendAsync(new byte[1]);
            peer.Shutdown(SocketShutdown.Send);
            await Rig.UntilAsync(() => here.ConnectionClosed.IsCancellationRequested);
            await here.Output.WriteAsync("still"u8.ToArray());
            Assert.Equal(5, await peer.ReceiveAsync(new byte[8]));
            await Rig.Within(here.DisposeAsync().AsTask());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Receive_ThatIsLookedAtAfterTheEnd_HasTheBytesBeforeIt(bool reset)
    {
        await using var rig = await Rig.StartAsync();
        var (here, peer) = await rig.ConnectAsync();
        var receiving = here.ReceiveAsync(new byte[10]);
        await peer.SendAsync(new byte[3]);
        await Rig.UntilAsync(() => receiving.IsCompleted);
        peer.Close(reset ? 0 : -1);
        await Rig.UntilAsync(() => here.ConnectionClosed.IsCancellationRequested);
        Assert.Equal(3, await receiving);
        await Rig.Within(here.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task Reader_ThatDisposesAtTheEnd_DoesNotKeepOthersFromHearingOfIt()
    {
        await using var rig = await Rig.StartAsync();
        var (here, peer) = await rig.ConnectAsync();
        var heard = new TaskCompletionSource();
        here.ConnectionClosed.UnsafeRegister(_ => heard.SetResult(), null);
        var reading = DisposeAtTheEndAsync(here);
        peer.Dispose();
        await Rig.Within(reading);
        await Rig.Within(heard.Task);
    }

    [Fact]
    public async Task Abort_AmidASendThatIsStuck_EndsEverything()
    {
        await using var rig = await Rig.StartAsync();
        var (here, peer) = await rig.ConnectAsync();
        using (peer)
        {
            var writing = Task.Run(async () =>
            {
                while (!(await here.Output.WriteAsync(new byte[100_000])).IsCompleted)
                {
                }
            });
            await Rig.UntilAsync(() => peer.Available > 0);
            here.Abort(new ConnectionAbortedException("enough"));
            await Rig.Within(writing);
            await Assert.ThrowsAsync<ConnectionAbortedException>(() => Rig.Within(here.Input.ReadAsync().AsTask()));
            await Rig.Within(here.DisposeAsync().AsTask());
            await Assert.ThrowsAsync<SocketException>(() => DrainAsync(peer));
        }
    }

    [Fact]
    public async Task Dispose_WithMuchUnsent_SendsItAllToASlowReader()
    {
        await using var rig = await Rig.StartAsync();
        var (here, peer) = await rig.ConnectAsync();
        using (peer)
        {
            var writing = Task.Run(async () =>
            {
                for (var i = 0; i < 80; i++)
                    await here.Output.WriteAsync(new byte[100_000]);
                await here.DisposeAsync();
            });
            Assert.Equal(8_000_000, await Rig.Within(DrainAsync(peer)));
            await Rig.Within(writing);
        }
    }

    [Fact]
    public async Task AbortAndDispose_FromManyThreadsAtOnce_LeaveNothing()
    {
        await using var rig = await Rig.StartAsync(2);
        for (var i = 0; i < 200; i++)
        {
            var (here, peer) = await rig.ConnectAsync();
            using (peer)
            {
                await peer.SendAsync(new byte[10]);
                var reading = here.Input.ReadAsync().AsTask();
                await Rig.Within(Task.WhenAll(
                    Task.Run(() => here.Abort(new ConnectionAbortedException())),
                    Task.Run(async () => await here.Output.WriteAsync(new byte[20_000])).ContinueWith(_ => { }, TaskScheduler.Default),
                    Task.Run(async () => await here.DisposeAsync()),
                    reading.ContinueWith(_ => { }, TaskScheduler.Default)));
            }
        }
    }

    [Fact]
    public async Task Rings_WithOpenConnections_EndThemAll()
    {
        await using var rig = await Rig.StartAsync(2);
        var pairs = new List<(RingConnection Here, Socket Peer)>();
        for (var i = 0; i < 100; i++)
        {
            pairs.Add(await rig.ConnectAsync());
            await pairs[i].Peer.SendAsync(new byte[100]);
        }

        Assert.Equal([50, 50], rig.Rings.Connections);
        await Rig.Within(rig.Rings.DisposeAsync().AsTask());
        foreach (var (here, peer) in pairs)
        {
            // What it had received is still its own.
            await Rig.Within(here.DisposeAsync().AsTask());
            peer.Dispose();
        }
    }

    // On the ring's thread, in the middle of what it does at the end.
    private static async Task DisposeAtTheEndAsync(RingConnection here)
    {
        await here.Input.ReadAsync().ConfigureAwait(false);
        await here.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<long> DrainAsync(Socket peer)
    {
        var buffer = new byte[64 * 1024];
        long sum = 0;
        while (await peer.ReceiveAsync(buffer) is > 0 and var count)
            sum += count;
        return sum;
    }
}
