using System.Net;
using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Upstream;

/// <summary>Makes the ways to backends; one for the process, since all connections share one sweeper of deadlines.</summary>
internal sealed class HttpUpstreamFactory(Dialer dialer, TimeProvider time, ILogger log, AddressResolver? resolve = null) : IUpstreamFactory, IDisposable
{
    private readonly DeadlineSweeper _sweeper = new(time);
    private readonly AddressResolver _resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <inheritdoc />
    public IUpstream Create(PoolSettings pool, BackendSettings backend) =>
        new HttpUpstream(pool, backend, dialer, _resolve, time, _sweeper, log);

    /// <summary>Makes the way to another node.</summary>
    /// <param name="settings">How it is used.</param>
    /// <param name="url">By http, also where TLS lies under it.</param>
    /// <param name="credentials">By which nodes know each other; null: they do without.</param>
    public HttpUpstream CreateToNode(PoolSettings settings, Uri url, NodeCredentials? credentials) => new(
        settings, new BackendSettings(url), credentials is null ? dialer : new NodeDialer(dialer, credentials), _resolve, time, _sweeper, log);

    /// <summary>Stops the sweeper: timeouts are not watched any more.</summary>
    public void Dispose() => _sweeper.Dispose();
}
