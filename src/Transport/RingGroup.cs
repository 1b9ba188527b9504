using System.Net;
using ActorProxy.Transport.Blocks;
using ActorProxy.Transport.Connections;
using ActorProxy.Transport.Rings;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Transport;

/// <summary>
/// TCP on io_uring: some rings, each with a thread of its own, and the connections that live on them. A Kestrel listens on it
/// (<see cref="IConnectionListenerFactory"/>), and connections to elsewhere are made by <see cref="ConnectAsync"/> on the ring of the
/// caller, so that what comes in and what it causes stay on one thread. Needs <see cref="RingSupport"/>.
/// </summary>
public sealed class RingGroup : IConnectionListenerFactory, IAsyncDisposable
{
    private readonly RingThread[] _threads;
    private readonly int _backlog;
    private readonly ILogger _log;
    private uint _next;
    private volatile bool _isDisposed;

    private RingGroup(RingThread[] threads, int backlog, ILogger log)
    {
        _threads = threads;
        _backlog = backlog;
        _log = log;
    }

    /// <summary>How many rings.</summary>
    public int Count => _threads.Length;

    /// <summary>The ring whose thread is the calling one; -1 on any other thread.</summary>
    public int Current => RingThread.Current is { } thread && thread.Index < _threads.Length && _threads[thread.Index] == thread ? thread.Index : -1;

    /// <summary>Open connections by ring.</summary>
    public IReadOnlyList<int> Connections => [.. _threads.Select(thread => thread.Connections)];

    /// <summary>How many exchanges that clients have just begun may be under way, by ring: fewer while a crowd waits and that is as fast.</summary>
    public IReadOnlyList<int> Admitted => [.. _threads.Select(thread => thread.Arrivals.Admission.Bound)];

    /// <summary>Whether the thread of each ring lets others finish before it goes on, as it does while it serves many clients.</summary>
    public IReadOnlyList<bool> AreBatch => [.. _threads.Select(thread => thread.IsBatch)];

    /// <summary>How often other threads had something done on a ring. Few, if requests stay on their thread.</summary>
    public long HandOvers => _threads.Sum(thread => thread.PostedCount);

    /// <summary>Starts the rings. Throws what the kernel says when it refuses, a SocketException or PlatformNotSupportedException.</summary>
    /// <param name="count">Rings, and threads.</param>
    /// <param name="pool">Where connections take their memory.</param>
    /// <param name="backlog">Connections that the kernel keeps until they are accepted.</param>
    /// <param name="log">For what goes wrong.</param>
    public static Task<RingGroup> StartAsync(int count, BlockPool? pool = null, int backlog = 4096, ILogger? log = null) =>
        StartAsync(count, RingShape.Usual, pool, backlog, log);

    /// <summary>The same, with rings of that shape.</summary>
    internal static async Task<RingGroup> StartAsync(int count, RingShape shape, BlockPool? pool = null, int backlog = 4096, ILogger? log = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        log ??= NullLogger.Instance;
        var threads = new List<RingThread>();
        try
        {
            for (var i = 0; i < count; i++)
                threads.Add(await RingThread.StartAsync(i, pool ?? BlockPool.Instance, shape, log).ConfigureAwait(false));
        }
        catch
        {
            await Task.WhenAll(threads.Select(thread => thread.DisposeAsync().AsTask())).ConfigureAwait(false);
            throw;
        }

        return new RingGroup([.. threads], backlog, log);
    }

    /// <inheritdoc />
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new RingListening(this).BindAsync(endpoint, cancellationToken);

    /// <summary>Connects from the calling thread's ring, or from any other than that when it has none. Fails with a SocketException.</summary>
    public async ValueTask<RingConnection> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var thread = Current is >= 0 and var index ? _threads[index] : _threads[Interlocked.Increment(ref _next) % (uint)Count];
        var connect = new Connect(thread, address);
        thread.Do(static state => ((Connect)state).Start(), connect);
        var registration = cancellationToken.UnsafeRegister(static state => ((Connect)state!).Cancel(), connect);
        await using (registration.ConfigureAwait(false))
            return await connect.Result.ConfigureAwait(false);
    }

    /// <summary>Closes all connections and ends the threads.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await Task.WhenAll(_threads.Select(thread => thread.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    /// <summary>Every ring.</summary>
    internal IReadOnlyList<RingThread> Threads => _threads;

    internal RingListener Bind(EndPoint endpoint, RingListening settings) => endpoint is IPEndPoint address
        ? RingListener.Bind(this, settings, address, _backlog, _log)
        : throw new NotSupportedException($"{endpoint.GetType().Name} is not an IP address and port");

    /// <summary>The ring with the fewest connections.</summary>
    internal RingThread Emptiest() => _threads.MinBy(thread => thread.Connections)!;
}
