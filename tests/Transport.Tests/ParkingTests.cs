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
    public async Task Connection_ThatRests_EndsForTheServerAndGoesOnForTheClient()
    {
        await using var lot = await ParkingLot.StartAsync(AtOnce);
        using var peer = await lot.ConnectAsync();
        await peer.SendAsync("one"u8.ToArray());
        var first = await lot.AcceptAsync();
        Assert.Equal("one", await ReadAsync(first));
        await first.Output.WriteAsync("1"u8.ToArray());
        first.Rest();
        Assert.Equal("", await ReadAsync(first));
        await Rig.Within(first.DisposeAsync().AsTask());
        Assert.Equal((1, 1), (lot.Open, lot.Parked));

        await peer.SendAsync("two"u8.ToArray());
        await using var second = await lot.AcceptAsync();
        Assert.Equal("two", await ReadAsync(second));
        await second.Output.WriteAsync("2"u8.ToArray());
        Assert.Equal("12", await ReadAsync(peer, 2));
        Assert.Equal(first.RemoteEndPoint, second.RemoteEndPoint);
        Assert.Equal(1, lot.Opened);
    }

    [Fact]
    public async Task Connection_AbortedLateByWhoHadIt_StaysTheClients()
    {
        await using var lot = await ParkingLot.StartAsync(AtOnce);
        using var peer = await lot.ConnectAsync();
        await peer.SendAsync("one"u8.ToArray());
        var first = await lot.AcceptAsync();
        await ReadAsync(first);
        first.Rest();
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
        await lot.SweepTwiceAsync();
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
        await lot.SweepTwiceAsync();
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
        await using var lot = await ParkingLot.StartAsync(AtOnce with { MostDoublings = 0 }, rings: 2, sweep: TimeSpan.FromMicroseconds(500));
        using var stop = new CancellationTokenSource();
        var serving = lot.EchoAsync(stop.Token);
        await Rig.Within(Task.WhenAll(Enumerable.Range(0, 16).Select(seed => Task.Run(() => TalkAsync(lot, seed)))));
        await stop.CancelAsync();
        await Rig.Within(serving);
        await Rig.UntilAsync(() => lot.Open == 0);
    }

    private static async Task TalkAsync(ParkingLot lot, int seed)
    {
        var random = new Random(seed);
        using var peer = await lot.ConnectAsync();
        for (var turn = 0; turn < 100 || lot.Parkings < 500; turn++)
        {
            var message = $"{seed}:{turn};";
            await peer.SendAsync(Encoding.ASCII.GetBytes(message));
            Assert.Equal(message, await ReadAsync(peer, message.Length));
            if (random.Next(2) == 0)
                await Task.Delay(random.Next(3));
        }
    }

    private static async Task<string> ReadAsync(RingConnection connection)
    {
        var read = await Rig.Within(connection.Input.ReadAsync().AsTask());
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
