using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using ActorProxy.Transport.Connections;
using Microsoft.AspNetCore.Connections;

namespace ActorProxy.Transport.Tests;

/// <summary>Connections on which nothing happens, and the server that does not have them meanwhile.</summary>
public sealed class ParkingTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private static readonly IdlePolicy AtOnce = new(TimeSpan.Zero, Long, Long);
    private static readonly IdlePolicy Never = new(Long, Long, Long);

    private readonly Dictionary<RingConnection, Task<ReadResult>> _reading = [];

    [Fact]
    public async Task Connection_ThatHasSentNothing_IsNotTheServers()
    {
        await using var lot = await ParkingLot.StartAsync(Never);
        var accepting = lot.Listener.AcceptAsync().AsTask();
        using var peer = await lot.ConnectAsync();
        await Rig.UntilAsync(() => lot.Parked == 1);
        Assert.False(accepting.IsCompleted);

        await peer.SendAsync("first"u8.ToArray());
        await using var here = (RingConnection)(await Rig.Within(accepting))!;
        Assert.Equal("first", await ReadAsync(here));
        Assert.Equal((1, 0), (lot.Open, lot.Parked));
    }

    [Fact]
    public async Task Connection_ThatRests_ServesAnotherClient()
    {
        await using var lot = await ParkingLot.StartAsync(Never);
        using var one = await lot.ConnectAsync();
        using var two = await lot.ConnectAsync();
        await using var here = await ServeFirstAsync(lot, one);

        await two.SendAsync("two"u8.ToArray());
        Assert.Equal("two", await ReadAsync(here));
        Assert.Equal(two.LocalEndPoint, here.RemoteEndPoint);
        await here.Output.WriteAsync("2"u8.ToArray());
        Assert.Equal("2", await ReadAsync(two, 1));
        await RestAsync(lot, here);

        await one.SendAsync("three"u8.ToArray());
        Assert.Equal("three", await ReadAsync(here));
        Assert.Equal(one.LocalEndPoint, here.RemoteEndPoint);
        await here.Output.WriteAsync("3"u8.ToArray());
        Assert.Equal("3", await ReadAsync(one, 1));
        Assert.Equal((2, 2, 0), (lot.Opened, lot.Open, lot.Released));
    }

    [Fact]
    public async Task Clients_ThatAskAtOnce_HaveAConnectionEach()
    {
        await using var lot = await ParkingLot.StartAsync(Never);
        using var one = await lot.ConnectAsync();
        using var two = await lot.ConnectAsync();
        await using var first = await ServeFirstAsync(lot, one);

        await one.SendAsync("one"u8.ToArray());
        Assert.Equal("one", await ReadAsync(first));
        await two.SendAsync("two"u8.ToArray());
        await using var second = await lot.AcceptAsync();
        Assert.Equal("two", await ReadAsync(second));
        await second.Output.WriteAsync("2"u8.ToArray());
        await first.Output.WriteAsync("1"u8.ToArray());
        Assert.Equal("1", await ReadAsync(one, 1));
        Assert.Equal("2", await ReadAsync(two, 1));
    }

    [Fact]
    public async Task Connection_ThatServesAnother_OutlivesTheClientBefore()
    {
        await using var lot = await ParkingLot.StartAsync(Never);
        var one = await lot.ConnectAsync();
        using var two = await lot.ConnectAsync();
        await using var here = await ServeFirstAsync(lot, one);
        await two.SendAsync("two"u8.ToArray());
        Assert.Equal("two", await ReadAsync(here));

        one.Close(0);
        await Rig.UntilAsync(() => lot.Open == 1);
        await here.Output.WriteAsync("2"u8.ToArray());
        Assert.Equal("2", await ReadAsync(two, 1));
        Assert.False(here.ConnectionClosed.IsCancellationRequested);
    }

    [Fact]
    public async Task Connection_ThatNobodyNeeds_EndsForTheServerAndGoesOnForTheClient()
    {
        await using var lot = await ParkingLot.StartAsync(AtOnce);
        using var peer = await lot.ConnectAsync();
        var first = await ServeFirstAsync(lot, peer);
        Assert.Equal("", await ReadAsync(first));
        await Rig.Within(first.DisposeAsync().AsTask());
        await Rig.UntilAsync(() => lot.Parked == 1);
        Assert.Equal((1, 1), (lot.Open, lot.Released));

        await peer.SendAsync("two"u8.ToArray());
        await using var second = await lot.AcceptAsync();
        Assert.Equal("two", await ReadAsync(second));
        await second.Output.WriteAsync("2"u8.ToArray());
        Assert.Equal("2", await ReadAsync(peer, 1));
        Assert.Equal(first.RemoteEndPoint, second.RemoteEndPoint);
        Assert.Equal(1, lot.Opened);
    }

    [Fact]
    public async Task Connection_AbortedJustBeforeItRests_IsCutOff()
    {
        await using var lot = await ParkingLot.StartAsync(Never);
        for (var turn = 0; turn < 100; turn++)
        {
            using var peer = await lot.ConnectAsync();
            await peer.SendAsync("first"u8.ToArray());
            await using var here = await lot.AcceptAsync();
            Assert.Equal("first", await ReadAsync(here));
            await here.Output.WriteAsync("1"u8.ToArray());
            here.Abort();
            here.Rest();
            var reading = here.Input.ReadAsync().AsTask();
            await Assert.ThrowsAsync<SocketException>(async () => await ReadAsync(peer, 2));
            await Assert.ThrowsAsync<ConnectionAbortedException>(() => Rig.Within(reading));
        }
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("cancel")]
    [InlineData("dispose")]
    public async Task Connection_EndedByTheServerBetweenTwoRequests_CostsNoClientAnything(string how)
    {
        await using var lot = await ParkingLot.StartAsync(Never);
        using var peer = await lot.ConnectAsync();
        var first = await ServeFirstAsync(lot, peer);
        var reading = _reading[first];
        if (how == "abort")
            first.Abort();
        else if (how == "cancel")
            first.Input.CancelPendingRead();
        else
            await Rig.Within(first.DisposeAsync().AsTask());

        await peer.SendAsync("two"u8.ToArray());
        await using var second = await lot.AcceptAsync();
        Assert.Equal("two", await ReadAsync(second));
        await second.Output.WriteAsync("2"u8.ToArray());
        Assert.Equal("2", await ReadAsync(peer, 1));
        await Rig.Within(((Task)reading).ContinueWith(_ => 0, TaskScheduler.Default));
        await Rig.Within(first.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task Connection_MadeUnderAnotherPolicy_ServesNobodyNew()
    {
        await using var lot = await ParkingLot.StartAsync(Never);
        using var peer = await lot.ConnectAsync();
        await using var first = await ServeFirstAsync(lot, peer);
        lot.Settings.Policy = new IdlePolicy(Long, Long, Long);

        await peer.SendAsync("two"u8.ToArray());
        await using var second = await lot.AcceptAsync();
        Assert.Equal("two", await ReadAsync(second));
        Assert.Equal("", await ReadAsync(first));
        Assert.Equal(1, lot.Released);
    }

    [Fact]
    public async Task Connection_AbortedLateByWhoHadIt_StaysTheClients()
    {
        await using var lot = await ParkingLot.StartAsync(AtOnce);
        using var peer = await lot.ConnectAsync();
        var first = await ServeFirstAsync(lot, peer);
        Assert.Equal("", await ReadAsync(first));
        await Rig.Within(first.DisposeAsync().AsTask());
        first.Abort();
        first.Close();

        await peer.SendAsync("two"u8.ToArray());
        await using var second = await lot.AcceptAsync();
        Assert.Equal("two", await ReadAsync(second));
    }

    [Fact]
    public async Task Connection_WithSomethingUnread_StaysWithTheServer()
    {
        await using var lot = await ParkingLot.StartAsync(AtOnce);
        using var peer = await lot.ConnectAsync();
        await peer.SendAsync("part"u8.ToArray());
        await using var here = await lot.AcceptAsync();
        var read = await here.Input.ReadAsync();
        here.Input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        here.Rest();
        var reading = here.Input.ReadAsync().AsTask();
        await lot.SweepAsync();
        Assert.False(reading.IsCompleted);
        await peer.SendAsync("rest"u8.ToArray());
        Assert.Equal(8, (await Rig.Within(reading)).Buffer.Length);
    }

    [Fact]
    public async Task Connection_ThatGotBytesSinceItRested_StaysWithTheServer()
    {
        await using var lot = await ParkingLot.StartAsync(AtOnce);
        using var peer = await lot.ConnectAsync();
        await peer.SendAsync("one"u8.ToArray());
        await using var here = await lot.AcceptAsync();
        // Nobody waits yet, so it is not taken back.
        await ReadAsync(here);
        here.Rest();
        await peer.SendAsync("line"u8.ToArray());
        ReadResult line = default;
        await Rig.UntilAsync(() => here.Input.TryRead(out line));
        here.Input.AdvanceTo(line.Buffer.End);
        var reading = here.Input.ReadAsync().AsTask();
        await lot.SweepAsync();
        Assert.False(reading.IsCompleted);
        here.Abort();
        await Assert.ThrowsAsync<ConnectionAbortedException>(() => Rig.Within(reading));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_ThatLeavesWhileParked_IsForgotten(bool reset)
    {
        await using var lot = await ParkingLot.StartAsync(Never);
        var peer = await lot.ConnectAsync();
        await Rig.UntilAsync(() => lot.Parked == 1);
        peer.Close(reset ? 0 : -1);
        await Rig.UntilAsync(() => lot.Open == 0);
        Assert.Equal(0, lot.Parked);
    }

    [Fact]
    public async Task Client_ThatSendsNothingInItsTime_IsClosed()
    {
        await using var lot = await ParkingLot.StartAsync(new IdlePolicy(Long, TimeSpan.Zero, Long));
        using var peer = await lot.ConnectAsync();
        Assert.Equal(0, await Rig.Within(peer.ReceiveAsync(new byte[1])));
        await Rig.UntilAsync(() => lot.Open == 0);
    }

    [Fact]
    public async Task Client_ThatSendsNothingMoreInItsTime_IsClosed()
    {
        await using var lot = await ParkingLot.StartAsync(new IdlePolicy(TimeSpan.Zero, Long, TimeSpan.Zero));
        using var peer = await lot.ConnectAsync();
        await peer.SendAsync("one"u8.ToArray());
        var here = await lot.AcceptAsync();
        await ReadAsync(here);
        here.Rest();
        Assert.Equal("", await ReadAsync(here));
        await Rig.Within(here.DisposeAsync().AsTask());
        Assert.Equal(0, await Rig.Within(peer.ReceiveAsync(new byte[1])));
    }

    [Fact]
    public async Task Listener_ThatEnds_ClosesWhatIsParked()
    {
        await using var lot = await ParkingLot.StartAsync(Never, rings: 2);
        using var one = await lot.ConnectAsync();
        using var two = await lot.ConnectAsync();
        await Rig.UntilAsync(() => lot.Parked == 2);
        await Rig.Within(lot.Listener.UnbindAsync().AsTask());
        Assert.Equal(0, await Rig.Within(one.ReceiveAsync(new byte[1])));
        Assert.Equal(0, await Rig.Within(two.ReceiveAsync(new byte[1])));
    }

    [Fact]
    public async Task Listener_WithAsManyAsItMay_ClosesTheNext()
    {
        await using var lot = await ParkingLot.StartAsync(Never, most: 1);
        using var one = await lot.ConnectAsync();
        using var two = await lot.ConnectAsync();
        Assert.Equal(0, await Rig.Within(two.ReceiveAsync(new byte[1])));
        one.Dispose();
        await Rig.UntilAsync(() => lot.Open == 0);
        using var three = await lot.ConnectAsync();
        await three.SendAsync("here"u8.ToArray());
        await using var here = await lot.AcceptAsync();
        Assert.Equal("here", await ReadAsync(here));
    }

    [Fact]
    public async Task Policy_ThatIsGone_LeavesWhatIsParkedItsTime()
    {
        await using var lot = await ParkingLot.StartAsync(Never);
        using var parked = await lot.ConnectAsync();
        await Rig.UntilAsync(() => lot.Parked == 1);
        lot.Settings.Policy = null;
        using var served = await lot.ConnectAsync();
        await using (await lot.AcceptAsync())
            Assert.Equal((2, 1), (lot.Open, lot.Parked));
        await parked.SendAsync("one"u8.ToArray());
        await using var here = await lot.AcceptAsync();
        Assert.Equal("one", await ReadAsync(here));
    }

    // As often as it can be: bytes come at every moment of the way there and back.
    [Fact]
    public async Task Conversations_ParkedAllTheTime_LoseAndDoubleNothing()
    {
        await using var lot = await ParkingLot.StartAsync(AtOnce, rings: 2, sweep: TimeSpan.FromMicroseconds(500));
        using var stop = new CancellationTokenSource();
        var serving = lot.EchoAsync(stop.Token);
        await Rig.Within(Task.WhenAll(Enumerable.Range(0, 16).Select(seed => Task.Run(() => TalkAsync(lot, seed)))));
        await stop.CancelAsync();
        await Rig.Within(serving);
        await Rig.UntilAsync(() => lot.Open == 0);
    }

    // What was to be sent to the one is broken, which is found out before or after that nothing more comes from it.
    [Fact]
    public async Task Client_ThatIsGoneBeforeItsAnswer_TakesNobodyWithIt()
    {
        await using var lot = await ParkingLot.StartAsync(Never);
        using var stop = new CancellationTokenSource();
        var serving = lot.EchoAsync(stop.Token);
        using (var stays = await lot.ConnectAsync())
        {
            for (var turn = 0; turn < 300; turn++)
            {
                var leaves = await lot.ConnectAsync();
                await leaves.SendAsync("gone"u8.ToArray());
                leaves.Close(0);
                await stays.SendAsync("here"u8.ToArray());
                Assert.Equal("here", await ReadAsync(stays, 4));
            }
        }

        await Rig.UntilAsync(() => lot.Open == 0);
        await stop.CancelAsync();
        await Rig.Within(lot.Listener.UnbindAsync().AsTask());
        await Rig.Within(serving);
    }

    // The peer's first request is over and answered, and its connection waits without it.
    private async Task<RingConnection> ServeFirstAsync(ParkingLot lot, Socket peer)
    {
        await peer.SendAsync("first"u8.ToArray());
        var here = await lot.AcceptAsync();
        Assert.Equal("first", await ReadAsync(here));
        await here.Output.WriteAsync("1"u8.ToArray());
        Assert.Equal("1", await ReadAsync(peer, 1));
        await RestAsync(lot, here);
        return here;
    }

    // The server waits for more, whoever it is that sends it, and the transport has found that out.
    private async Task RestAsync(ParkingLot lot, RingConnection here)
    {
        here.Rest();
        _reading[here] = here.Input.ReadAsync().AsTask();
        await lot.SweepAsync();
    }

    private static async Task TalkAsync(ParkingLot lot, int seed)
    {
        var random = new Random(seed);
        using var peer = await lot.ConnectAsync();
        for (var turn = 0; turn < 100 || lot.Released < 500; turn++)
        {
            var message = $"{seed}:{turn};";
            await peer.SendAsync(Encoding.ASCII.GetBytes(message));
            Assert.Equal(message, await ReadAsync(peer, message.Length));
            if (random.Next(2) == 0)
                await Task.Delay(random.Next(3));
        }
    }

    private async Task<string> ReadAsync(RingConnection connection)
    {
        var read = await Rig.Within(_reading.Remove(connection, out var reading) ? reading : connection.Input.ReadAsync().AsTask());
        var text = Encoding.ASCII.GetString(read.Buffer.ToArray());
        connection.Input.AdvanceTo(read.Buffer.End);
        return text;
    }

    private static async Task<string> ReadAsync(Socket peer, int length)
    {
        var bytes = new byte[length];
        for (var count = 0; count < length;)
        {
            var received = await Rig.Within(peer.ReceiveAsync(bytes.AsMemory(count)).AsTask());
            Assert.NotEqual(0, received);
            count += received;
        }

        return Encoding.ASCII.GetString(bytes);
    }
}
