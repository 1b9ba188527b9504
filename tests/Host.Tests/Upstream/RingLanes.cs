using System.Net;
using System.Net.Sockets;
using ActorProxy.Transport;
using ActorProxy.Transport.Blocks;
using ActorProxy.Transport.Connections;
using Microsoft.AspNetCore.Connections;

namespace ActorProxy.Host.Tests.Upstream;

/// <summary>Some rings, and a way to get onto the thread of each: by a connection that lives there and is sent a byte.</summary>
internal sealed class RingLanes : IAsyncDisposable
{
    private readonly BlockPool _pool;
    private readonly IConnectionListener _listener;
    private readonly List<(RingConnection Here, Socket There)> _doors = [];

    private RingLanes(BlockPool pool, RingGroup rings, IConnectionListener listener)
    {
        _pool = pool;
        Rings = rings;
        _listener = listener;
    }

    public RingGroup Rings { get; }

    public static async Task<RingLanes> StartAsync(int count)
    {
        var pool = new BlockPool();
        var rings = await RingGroup.StartAsync(count, pool);
        var lanes = new RingLanes(pool, rings, await rings.BindAsync(new IPEndPoint(IPAddress.Loopback, 0)));
        for (var i = 0; i < count; i++)
            await lanes.OpenDoorAsync();
        return lanes;
    }

    /// <summary>Begins the work on that lane's thread.</summary>
    public Task<T> OnAsync<T>(int lane, Func<Task<T>> work) => Task.Run(async () =>
    {
        var (here, there) = _doors.Single(door => door.Here.Lane == lane);
        // A receive that finds the byte at once stays on this thread.
        while (Rings.Current != lane)
        {
            var receiving = here.ReceiveAsync(new byte[1]);
            there.Send([1]);
            await receiving;
        }

        return await work();
    }).WaitAsync(RawPeer.Guard);

    /// <inheritdoc cref="OnAsync{T}(int, Func{Task{T}})" />
    public Task<T> OnAsync<T>(int lane, Func<T> work) => OnAsync(lane, () => Task.FromResult(work()));

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        foreach (var (here, there) in _doors)
        {
            await here.DisposeAsync();
            there.Dispose();
        }

        await Rings.DisposeAsync();
        Assert.All(Rings.Connections, count => Assert.Equal(0, count));
        Assert.Equal(0, _pool.Rented);
    }

    private async Task OpenDoorAsync()
    {
        var there = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await there.ConnectAsync(_listener.EndPoint);
        _doors.Add(((RingConnection)(await _listener.AcceptAsync())!, there));
    }
}
