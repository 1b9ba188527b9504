using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Upstream;

/// <summary>The connections to one backend. A request rents an idle one, or makes one, and releases it.</summary>
internal sealed class HttpUpstream : IUpstream
{
    private readonly Dialer _dialer;
    private readonly AddressResolver _resolve;
    private readonly TimeProvider _time;
    private readonly DeadlineSweeper _sweeper;
    private readonly IdlePool _idle;
    private readonly ILogger _log;
    private volatile UpstreamPlan _plan;
    private long _opened;
    private long _reused;

    /// <summary>Opens no connection yet.</summary>
    public HttpUpstream(
        PoolSettings pool, BackendSettings backend, Dialer dialer, AddressResolver resolve, TimeProvider time, DeadlineSweeper sweeper, ILogger log)
    {
        _dialer = dialer;
        _idle = new IdlePool(dialer.Lanes);
        _resolve = resolve;
        _time = time;
        _sweeper = sweeper;
        _log = log;
        _plan = new UpstreamPlan(pool, backend.Url, NewConnector(pool, backend));
    }

    /// <summary>Counters.</summary>
    public UpstreamStatistics Statistics => new(Volatile.Read(ref _opened), Volatile.Read(ref _reused), _idle.Count);

    /// <summary>The times that its connections keep.</summary>
    public UpstreamTimes Times => _plan.Times;

    /// <summary>The connection that was used last on the caller's lane and is alive as far as is known; null when there is none.</summary>
    public UpstreamConnection? TryRentIdle()
    {
        _plan.Connector.Freshen(_plan.Connect.DnsRefresh);
        var lane = _dialer.CurrentLane;
        while (_idle.Pop(lane) is { } connection)
        {
            if (!connection.TryRent())
                continue;
            if (MayKeep(connection))
            {
                Interlocked.Increment(ref _reused);
                return connection;
            }

            connection.Release(requestSent: false);
        }

        return null;
    }

    /// <summary>A new connection. Never throws for the network.</summary>
    public async ValueTask<ConnectResult> ConnectAsync(CancellationToken cancel)
    {
        var plan = _plan;
        var connected = await plan.Connector.ConnectAsync(plan.Connect, cancel).ConfigureAwait(false);
        if (connected.Channel is null)
            return new ConnectResult(null, connected.Failure, connected.Reason);

        Interlocked.Increment(ref _opened);
        return new ConnectResult(Own(plan, connected), connected.Failure);
    }

    /// <summary>
    /// Takes other settings. Connections that they would not have made are not used again; times count for all at once.
    /// </summary>
    public void Configure(PoolSettings pool, BackendSettings backend)
    {
        var connector = _plan.Connector.Makes(backend.Url, pool.Tls) ? _plan.Connector : NewConnector(pool, backend);
        _plan = new UpstreamPlan(pool, backend.Url, connector);
        EndUnfit();
    }

    /// <inheritdoc />
    public async Task<ProbeResult> ProbeAsync(ActiveHealthSettings settings, CancellationToken cancel)
    {
        var plan = _plan;
        using var deadline = new CancellationTokenSource(settings.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        var connect = plan.Connect with { Timeout = settings.Timeout, TcpOnly = settings.Kind is ProbeKind.Tcp };
        var connected = await plan.Connector.ConnectAsync(connect, either.Token).ConfigureAwait(false);
        if (connected.Channel is null)
        {
            var reason = deadline.IsCancellationRequested ? "no connection in time" : $"no connection: {connected.Reason}";
            return new ProbeResult(false, reason, IsKnown: connected.Failure is not Failure.NoSocket);
        }

        if (settings.Kind is ProbeKind.Http)
            return await new HttpProbe(settings, plan.Url).RunAsync(Own(plan, connected), either.Token).ConfigureAwait(false);
        connected.Channel.Abort();
        return new ProbeResult(true, "connected");
    }

    /// <inheritdoc />
    public void Retire()
    {
        _idle.Close();
        foreach (var connection in _idle.Snapshot())
            connection.EndIdle();
    }

    /// <summary>Whether the connection is still what a request should use.</summary>
    public bool MayKeep(UpstreamConnection connection) =>
        connection.Connector == _plan.Connector && connection.Connector.HasAddress(connection.Address) && !connection.IsAged;

    /// <summary>Takes an idle connection; false when there is no room for it.</summary>
    public bool TryKeep(UpstreamConnection connection) => _idle.TryPush(connection, _plan.MaxIdle);

    /// <summary>An idle connection died.</summary>
    public void Forget(UpstreamConnection connection) => _idle.Remove(connection);

    private UpstreamConnection Own(UpstreamPlan plan, ConnectedChannel connected) =>
        new(this, plan.Connector, connected.Channel!, connected.Address, _sweeper);

    private Connector NewConnector(PoolSettings pool, BackendSettings backend) =>
        new(backend.Url, pool.Tls, _dialer, _resolve, _time, _log, EndUnfit);

    private void EndUnfit()
    {
        foreach (var connection in _idle.Snapshot())
        {
            if (!MayKeep(connection))
                connection.EndIdle();
        }
    }
}
