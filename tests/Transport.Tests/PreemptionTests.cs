using System.Net.Sockets;
using ActorProxy.Transport.Kernel;
using ActorProxy.Transport.Rings;

namespace ActorProxy.Transport.Tests;

/// <summary>When a thread takes the processor from others: not while many clients send often.</summary>
public sealed class PreemptionTests
{
    [Theory]
    [InlineData(8, 500, 250, false)]
    [InlineData(7, 5000, 5000, true)]
    [InlineData(800, 499, 499, true)]
    [InlineData(8, 500, 249, true)]
    public void Others_AreInterrupted_UnlessManyClientsSendOftenAndEachWakesTheThread(int clients, int receives, long sleeps, bool isOn)
    {
        var preemption = Decider();

        Assert.Equal(!isOn, Sweep(preemption, clients, receives, 1000 + sleeps));
        Assert.Equal(isOn, preemption.IsOn);
    }

    [Fact]
    public void Others_AreInterruptedAgain_AtTheFirstSweepThatFindsLess()
    {
        var preemption = Decider();
        Sweep(preemption, 8, 500, 1500);

        Assert.False(Sweep(preemption, 8, 500, 1500));
        Assert.True(Sweep(preemption, 8, 499, 1500));
        Assert.True(preemption.IsOn);
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(10, true)]
    public void Others_AreInterruptedForOneSweepNowAndThen_ToSeeHowOftenTheThreadWouldSleep(long sleeps, bool staysOn)
    {
        var preemption = Decider();
        Sweep(preemption, 8, 500, 1500);
        Sweep(preemption, 8, 500, 1500);
        Sweep(preemption, 8, 500, 1500);
        Assert.False(preemption.IsOn);

        Assert.True(Sweep(preemption, 8, 500, 1500));
        Assert.True(preemption.IsOn);
        Assert.Equal(!staysOn, Sweep(preemption, 8, 500, 1500 + sleeps));
        Assert.Equal(staysOn, preemption.IsOn);
    }

    [Fact]
    public void Sleeps_OfAThread_AreCounted()
    {
        using var never = new ManualResetEvent(false);
        var before = Scheduling.Sleeps;
        never.WaitOne(TimeSpan.FromMilliseconds(1));
        Assert.InRange(Scheduling.Sleeps, before + 1, long.MaxValue);
    }

    [Fact]
    public async Task Thread_OfManyClients_IsScheduledAsBatch_UntilTheyAreFew()
    {
        await using var rig = await Rig.StartAsync(1, RingShape.Usual with
        {
            ManyClients = 2,
            OftenPerSecond = 1,
            RestlessFrom = 0,
            SweepInterval = TimeSpan.FromMilliseconds(20),
        });
        var peers = new List<(Connections.RingConnection Here, Socket Peer)> { await rig.ConnectAsync(), await rig.ConnectAsync(), await rig.ConnectAsync() };
        Assert.False(await IsBatchAsync(rig));

        using var enough = new CancellationTokenSource();
        var sending = Task.WhenAll(peers.Select(peer => SendUntilAsync(peer.Peer, enough.Token)));
        var reading = Task.WhenAll(peers.Select(peer => ReadToEndAsync(peer.Here)));
        await Rig.UntilAsync(() => rig.Rings.AreBatch[0]);
        Assert.True(await IsBatchAsync(rig));

        await enough.CancelAsync();
        await Rig.Within(sending);
        await Rig.UntilAsync(() => !rig.Rings.AreBatch[0]);
        Assert.False(await IsBatchAsync(rig));

        foreach (var (_, peer) in peers)
            peer.Dispose();
        await Rig.Within(reading);
    }

    private static Preemption Decider()
    {
        var preemption = new Preemption(clients: 8, receives: 500, sleeps: 0.5, sweeps: 3);
        Sweep(preemption, 0, 0, 1000);
        return preemption;
    }

    private static bool Sweep(Preemption preemption, int clients, int receives, long slept)
    {
        for (; receives > 0; receives--)
            preemption.OnReceived();
        for (; clients > 0; clients--)
            preemption.OnActive();
        return preemption.OnSwept(slept);
    }

    // What the kernel says on the ring's own thread.
    private static Task<bool> IsBatchAsync(Rig rig)
    {
        var said = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        rig.Rings.Threads[0].Post(static said => ((TaskCompletionSource<bool>)said).SetResult(Scheduling.IsBatch), said);
        return Rig.Within(said.Task);
    }

    private static async Task SendUntilAsync(Socket peer, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            await peer.SendAsync("?"u8.ToArray(), CancellationToken.None);
            await Task.Yield();
        }
    }

    private static async Task ReadToEndAsync(Connections.RingConnection connection)
    {
        while ((await connection.Input.ReadAsync()) is { Buffer.Length: > 0 } read)
            connection.Input.AdvanceTo(read.Buffer.End);
        await connection.DisposeAsync();
    }
}
