using ActorProxy.Host.Diagnostics;
using ActorProxy.Transport;

namespace ActorProxy.Host.Tests.Diagnostics;

public sealed class TransportMetricsTests
{
    [Fact]
    public async Task Rings_AreSampledOneByOne()
    {
        await using var rings = await RingGroup.StartAsync(2);
        var page = TransportMetrics.Write(rings);
        Assert.Contains("\nactorproxy_ring_connections{ring=\"1\"} 0\n", page, StringComparison.Ordinal);
        Assert.Contains("\nactorproxy_ring_admitted{ring=\"0\"} 1024\n", page, StringComparison.Ordinal);
        Assert.Contains("\nactorproxy_ring_batch{ring=\"1\"} 0\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Sockets_HaveNone() => Assert.Equal("", TransportMetrics.Write(null));
}
