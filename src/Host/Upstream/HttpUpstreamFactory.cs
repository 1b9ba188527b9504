using System.Net;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Upstream;

/// <summary>Makes the ways to backends; one for the process, since all connections share one sweeper of deadlines.</summary>
internal sealed class HttpUpstreamFactory(Dialer dialer, TimeProvider time, AddressResolver? resolve = null) : IUpstreamFactory, IDisposable
{
    private readonly DeadlineSweeper _sweeper = new(time);
    private readonly AddressResolver _resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <inheritdoc />
    public IUpstream Create(PoolSettings pool, BackendSettings backend) =>
        new HttpUpstream(pool, backend, dialer, _resolve, time, _sweeper);

    /// <summary>Stops the sweeper: timeouts are not watched any more.</summary>
    public void Dispose() => _sweeper.Dispose();
}
