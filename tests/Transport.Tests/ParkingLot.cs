using System.Net;
using System.Net.Sockets;
using ActorProxy.Transport.Blocks;
using ActorProxy.Transport.Connections;
using ActorProxy.Transport.Rings;
using Microsoft.AspNetCore.Connections;

namespace ActorProxy.Transport.Tests;

/// <summary>Rings with a listener that keeps idle connections, and counts of them. Disposing it fails the test when one was miscounted.</summary>
internal sealed class ParkingLot : IConnectionCounter, IAsyncDisposable
{
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(5);

    private readonly TimeSpan _sweep;
    private long _opened;
    private long _closed;
    private long _parked;
    private long _parkings;

    private ParkingLot(TimeSpan sweep) => _sweep = sweep;

    public RingListening Settings { get; private set; } = null!;

    public IConnectionListener Listener { get; private set; } = null!;

    public long Opened => Volatile.Read(ref _opened);

    public long Open => Opened - Volatile.Read(ref _closed);

    public long Parked => Volatile.Read(ref _parked);

    public long Parkings => Volatile.Read(ref _parkings);

    private RingGroup Rings { get; set; } = null!;

    private BlockPool Pool { get; } = new();

    private Records Log { get; } = new();

    public static async Task<ParkingLot> StartAsync(IdlePolicy policy, int rings = 1, long? most = null, TimeSpan? sweep = null)
    {
        var lot = new ParkingLot(sweep ?? Usual);
        lot.Rings = await RingGroup.StartAsync(rings, RingShape.Usual with { SweepInterval = lot._sweep }, lot.Pool, log: lot.Log);
        lot.Settings = new RingListening(lot.Rings, lot, most) { Policy = policy };
        lot.Listener = await lot.Settings.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));
        return lot;
    }

    public async Task<Socket> ConnectAsync()
    {
        var peer = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await peer.ConnectAsync(Listener.EndPoint);
        return peer;
    }

    public async Task<RingConnection> AcceptAsync() => (RingConnection)(await Rig.Within(Listener.AcceptAsync().AsTask()))!;

    /// <summary>Returns when everything was looked at twice: another connection was closed because its time was over that often.</summary>
    public async Task SweepTwiceAsync()
    {
        var before = Settings.Policy!;
        Settings.Policy = before with { FirstBytesWithin = TimeSpan.Zero };
        for (var turn = 0; turn < 2; turn++)
        {
            using var peer = await ConnectAsync();
            Assert.Equal(0, await Rig.Within(peer.ReceiveAsync(new byte[1])));
        }

        Settings.Policy = before;
    }

    /// <summary>A server that sends back what it gets and means to keep nothing between.</summary>
    public async Task EchoAsync(CancellationToken stop)
    {
        var serving = new List<Task>();
        try
        {
            while (await Listener.AcceptAsync(stop) is RingConnection connection)
                serving.Add(Task.Run(() => EchoAsync(connection), CancellationToken.None));
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(serving);
    }

    public void ConnectionOpened() => Interlocked.Increment(ref _opened);

    public void ConnectionClosed() => Interlocked.Increment(ref _closed);

    public void CountParked(int change)
    {
        Interlocked.Add(ref _parked, change);
        if (change > 0)
            Interlocked.Increment(ref _parkings);
    }

    public async ValueTask DisposeAsync()
    {
        await Rig.Within(Listener.DisposeAsync().AsTask());
        await Rig.Within(Rings.DisposeAsync().AsTask());
        Assert.All(Rings.Connections, count => Assert.Equal(0, count));
        Assert.Equal((0, 0), (Open, Parked));
        Assert.Equal(0, Pool.Rented);
        Assert.Empty(Log.Events);
    }

    private static async Task EchoAsync(RingConnection connection)
    {
        await using (connection)
        {
            while (true)
            {
                var read = await connection.Input.ReadAsync();
                foreach (var piece in read.Buffer)
                    await connection.Output.WriteAsync(piece);
                connection.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return;
                connection.Rest();
            }
        }
    }
}
