using System.Net;
using System.Net.Sockets;
using ActorProxy.Transport.Blocks;
using ActorProxy.Transport.Connections;
using ActorProxy.Transport.Rings;
using Microsoft.AspNetCore.Connections;

namespace ActorProxy.Transport.Tests;

/// <summary>Rings with a listener, and memory of their own: disposing it fails the test when a block was not given back or a bug was written down.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly BlockPool _pool;

    private Rig(BlockPool pool, Records log, RingGroup rings, IConnectionListener listener)
    {
        _pool = pool;
        Log = log;
        Rings = rings;
        Listener = listener;
    }

    /// <summary>What was written down.</summary>
    public Records Log { get; }

    /// <summary>The numbers of what must have been written down in the end.</summary>
    public int[] ExpectedLog { get; set; } = [];

    public RingGroup Rings { get; }

    public IConnectionListener Listener { get; }

    public IPEndPoint Address => (IPEndPoint)Listener.EndPoint;

    /// <summary>Blocks in use beyond those that the kernel has for receiving.</summary>
    public long BlocksHeld(long before) => _pool.Rented - before;

    public long Rented => _pool.Rented;

    public static async Task<Rig> StartAsync(int rings = 1, RingShape? shape = null)
    {
        var pool = new BlockPool();
        var log = new Records();
        var group = await RingGroup.StartAsync(rings, shape ?? RingShape.Usual, pool, log: log);
        return new Rig(pool, log, group, await group.BindAsync(new IPEndPoint(IPAddress.Loopback, 0)));
    }

    /// <summary>A connection on a ring and the plain socket at its other end.</summary>
    public async Task<(RingConnection Here, Socket Peer)> ConnectAsync()
    {
        var peer = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await peer.ConnectAsync(Address);
        return ((RingConnection)(await Within(Listener.AcceptAsync().AsTask()))!, peer);
    }

    public static async Task<T> Within<T>(Task<T> task) => await task.WaitAsync(Guard);

    public static async Task Within(Task task) => await task.WaitAsync(Guard);

    public static async Task UntilAsync(Func<bool> condition)
    {
        using var guard = new CancellationTokenSource(Guard);
        while (!condition())
        {
            guard.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Within(Listener.DisposeAsync().AsTask());
        await Within(Rings.DisposeAsync().AsTask());
        Assert.All(Rings.Connections, count => Assert.Equal(0, count));
        Assert.Equal(0, _pool.Rented);
        Assert.Equal(ExpectedLog, Log.Events);
    }
}
