using System.IO.Pipelines;
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
    private IReadOnlyList<SweepCount> _sweeps = [];
    private long _opened;
    private long _closed;
    private long _parked;
    private long _released;

    private ParkingLot(TimeSpan sweep) => _sweep = sweep;

    public RingListening Settings { get; private set; } = null!;

    public IConnectionListener Listener { get; private set; } = null!;

    public long Opened => Volatile.Read(ref _opened);

    public long Open => Opened - Volatile.Read(ref _closed);

    public long Parked => Volatile.Read(ref _parked);

    public long Released => Volatile.Read(ref _released);

    private RingGroup Rings { get; set; } = null!;

    private BlockPool Pool { get; } = new();

    private Records Log { get; } = new();

    public static async Task<ParkingLot> StartAsync(IdlePolicy policy, int rings = 1, long? most = null, TimeSpan? sweep = null)
    {
        var lot = new ParkingLot(sweep ?? Usual);
        lot.Rings = await RingGroup.StartAsync(rings, RingShape.Usual with { SweepInterval = lot._sweep }, lot.Pool, log: lot.Log);
        lot._sweeps = [.. lot.Rings.Threads.Select(thread => new SweepCount(thread))];
        foreach (var sweeps in lot._sweeps)
            sweeps.Thread.Post(static state => ((SweepCount)state).Attach(), sweeps);
        lot.Settings = new RingListening(lot.Rings, lot, most) { Policy = policy };
        lot.Listener = await lot.Settings.BindAsync(new IPEndPoint(IPAddress.Loopback, 0));
        return lot;
    }

    public async Task<Socket> ConnectAsync()
    {
        var peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await peer.ConnectAsync(Listener.EndPoint);
        return peer;
    }

    public async Task<RingConnection> AcceptAsync() => (RingConnection)(await Rig.Within(Listener.AcceptAsync().AsTask()))!;

    /// <summary>Returns when everything on every ring was looked at, after this call.</summary>
    public async Task SweepAsync()
    {
        var before = _sweeps.Select(sweeps => sweeps.Count).ToArray();
        await Rig.UntilAsync(() => _sweeps.Zip(before).All(pair => pair.First.Count >= pair.Second + 2));
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

    public void CountParked(int change) => Interlocked.Add(ref _parked, change);

    public void ServerReleased() => Interlocked.Increment(ref _released);

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
            while (await ReadAsync(connection) is { IsCompleted: false } read)
            {
                foreach (var piece in read.Buffer)
                    await connection.Output.WriteAsync(piece);
                connection.Input.AdvanceTo(read.Buffer.End);
                connection.Rest();
            }
        }
    }

    private static async Task<ReadResult?> ReadAsync(RingConnection connection)
    {
        try
        {
            return await connection.Input.ReadAsync();
        }
        catch (ConnectionResetException)
        {
            return null;
        }
    }

    // Whether it is looked at first or last: when it was so twice, each of the others was at least once.
    private sealed class SweepCount(RingThread thread) : RingHandle(thread)
    {
        private long _count;

        public long Count => Volatile.Read(ref _count);

        public override void OnSweep() => Interlocked.Increment(ref _count);

        public override void CloseNow() => Detach();

        protected override void OnCompleted(RingOperation operation, int result, uint flags)
        {
        }

        protected override void OnDetached()
        {
        }
    }
}
