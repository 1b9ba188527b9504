using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Upstream;

/// <summary>What the settings make of one backend's connections; replaced as a whole on reload.</summary>
internal sealed class UpstreamPlan(PoolSettings pool, Uri url, Connector connector)
{
    public Uri Url { get; } = url;

    public Connector Connector { get; } = connector;

    public ConnectPlan Connect { get; } = new(pool.Timeouts.Connect, pool.Connections.DnsRefresh);

    public UpstreamTimes Times { get; } = UpstreamTimes.Of(pool);

    public int MaxIdle { get; } = pool.Connections.MaxIdle;
}
