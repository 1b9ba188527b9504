using System.Net;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Upstream;

/// <summary>Makes the ways to backends; one for the process, since all connections share one sweeper of deadlines.</summary>
internal sealed class HttpUpstreamFactory(TimeProvider time, AddressResolver? resolve = null) : IUpstreamFactory, IDisposable
{
    /// <summary>The resolver of the system unless another is given.</summary>
    public AddressResolver Resolve { get; } = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>The clock of all timeouts.</summary>
    public TimeProvider Time { get; } = time;

    /// <inheritdoc />
    public IUpstream Create(PoolSettings pool, BackendSettings backend) => new HttpUpstream();

    /// <summary>Stops the sweeper: timeouts are not watched any more.</summary>
    public void Dispose()
    {
    }
}
