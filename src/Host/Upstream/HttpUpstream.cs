using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Upstream;

/// <summary>The connections to one backend.</summary>
internal sealed class HttpUpstream : IUpstream
{
    public UpstreamStatistics Statistics => throw new NotImplementedException();

    public UpstreamConnection? TryRentIdle() => throw new NotImplementedException();

    public ValueTask<ConnectResult> ConnectAsync(CancellationToken cancel) => throw new NotImplementedException();

    public void Configure(PoolSettings pool, BackendSettings backend) => throw new NotImplementedException();

    public Task<ProbeResult> ProbeAsync(ActiveHealthSettings settings, CancellationToken cancel) => throw new NotImplementedException();

    public void Retire() => throw new NotImplementedException();
}
