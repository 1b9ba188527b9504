using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Tests.Supervision;

internal sealed class FakeUpstreams : IUpstreamFactory
{
    /// <summary>Thrown by the next creation.</summary>
    public Exception? Broken { get; set; }

    public IUpstream Create(PoolSettings pool, BackendSettings backend) => Broken is null ? new FakeUpstream() : throw Broken;
}
