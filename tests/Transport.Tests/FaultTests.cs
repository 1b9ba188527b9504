using System.IO.Pipelines;
using System.Net.Sockets;

namespace ActorProxy.Transport.Tests;

/// <summary>Bugs of those who use it, connects that come to nothing, peers that break off.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task Bug_InWhoeverWaits_CostsThatConnectionAlone()
    {
        await using var rig = await Rig.StartAsync();
        var (here, peer) = await rig.ConnectAsync();
        var (other, otherPeer) = await rig.ConnectAsync();
        using (peer)
        using (otherPeer)
        {
            rig.ExpectedLog = [3000, 3002];
            // Two who have a bug: the reader, and the one that hears of the end that this brings.
            FailAfter(here.Input.ReadAsync());
            here.ConnectionClosed.UnsafeRegister(_ => throw new InvalidOperationException("another bug"), null);
            await peer.SendAsync(new byte[10]);
            await Assert.ThrowsAsync<SocketException>(() => Rig.Within(peer.ReceiveAsync(new byte[1])));
            Assert.True((await here.Output.WriteAsync(new byte[1])).IsCompleted);

            await otherPeer.SendAsync(new byte[10]);
            Assert.Equal(10, (await Rig.Within(other.Input.ReadAsync().AsTask())).Buffer.Length);
            await Rig.Within(other.DisposeAsync().AsTask());
            await Rig.Within(here.DisposeAsync().AsTask());
        }
    }

    [Fact]
    public async Task Bug_AfterAHandOver_LeavesTheRingAtWork()
    {
        await using var rig = await Rig.StartAsync();
        var (here, peer) = await rig.ConnectAsync();
        using (peer)
        {
            FailAfter(here.Input.ReadAsync());
            rig.ExpectedLog = [3003];
            here.Input.CancelPendingRead();
            await Rig.UntilAsync(() => rig.Log.Events.Contains(3003));
            await peer.SendAsync(new byte[10]);
            Assert.True((await here.Input.ReadAsync()).IsCanceled);
            await Rig.Within(here.DisposeAsync().AsTask());
        }
    }

    [Fact]
    public async Task Reset_AmidASendThatIsStuck_EndsEverything()
    {
        await using var rig = await Rig.StartAsync();
        var (here, peer) = await rig.ConnectAsync();
        var writing = Task.Run(async () =>
        {
            while (!(await here.Output.WriteAsync(new byte[100_000])).IsCompleted)
            {
            }
        });
        await Rig.UntilAsync(() => peer.Available > 0);
        peer.Close(0);
        await Rig.Within(writing);
        await Rig.Within(here.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task Connect_CancelledWhileNobodyAnswers_IsCancelledAndClosesItsSocket()
    {
        await using var rig = await Rig.StartAsync();
        await using var deaf = await DeafListener.StartAsync();
        using var cancel = new CancellationTokenSource();
        var connecting = Enumerable.Range(0, 20).Select(_ => rig.Rings.ConnectAsync(deaf.Address, cancel.Token).AsTask()).ToList();
        await Rig.UntilAsync(() => deaf.SocketsThatAsk >= 20);
        Assert.DoesNotContain(connecting, task => task.IsCompleted);
        await cancel.CancelAsync();
        foreach (var task in connecting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Rig.Within(task));
        await Rig.UntilAsync(() => deaf.SocketsThatAsk == 0);
    }

    [Fact]
    public async Task Connect_CancelledAtAnyMoment_ConnectsOrIsCancelled()
    {
        await using var rig = await Rig.StartAsync(2);
        var accepting = Task.Run(async () =>
        {
            while (await rig.Listener.AcceptAsync() is { } accepted)
                accepted.Abort();
        });
        for (var i = 0; i < 500; i++)
        {
            using var cancel = new CancellationTokenSource();
            var connecting = rig.Rings.ConnectAsync(rig.Address, cancel.Token).AsTask();
            for (var spin = i % 50; spin > 0; spin--)
                await Task.Yield();
            await cancel.CancelAsync();
            try
            {
                await Rig.Within((await Rig.Within(connecting)).DisposeAsync().AsTask());
            }
            catch (OperationCanceledException)
            {
                // In time.
            }
        }

        await rig.Listener.UnbindAsync();
        await Rig.Within(accepting);
    }

    [Fact]
    public async Task Rings_ThatEndWhileSomebodyConnects_CancelThat()
    {
        await using var rig = await Rig.StartAsync(2);
        await using var deaf = await DeafListener.StartAsync();
        var connecting = Enumerable.Range(0, 4).Select(_ => rig.Rings.ConnectAsync(deaf.Address).AsTask()).ToList();
        await Rig.UntilAsync(() => deaf.SocketsThatAsk >= 4);
        await Rig.Within(rig.Rings.DisposeAsync().AsTask());
        foreach (var task in connecting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Rig.Within(task));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await rig.Rings.ConnectAsync(deaf.Address));
    }

    // Whatever context the test runs in: on the thread of the ring.
    private static void FailAfter(ValueTask<ReadResult> reading) => reading.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => throw new InvalidOperationException("a bug"));
}
