using ActorProxy.Transport;

namespace ActorProxy.Host.Diagnostics;

/// <summary>What Prometheus is told about the rings, behind <see cref="MetricsPage"/>.</summary>
internal static class TransportMetrics
{
    /// <summary>As text; nothing when connections are on sockets.</summary>
    public static string Write(RingGroup? rings)
    {
        if (rings is null)
            return "";
        var text = new PrometheusText();
        Each(text, "actorproxy_ring_connections", "Open connections on the ring, from clients and to backends.", rings.Connections);
        Each(text, "actorproxy_ring_admitted", "Requests of a crowd that the ring begins at a time; the most while there is none.", rings.Admitted);
        Each(text, "actorproxy_ring_batch", "1 while the ring serves many clients and lets other programs finish when it is woken.", [.. rings.AreBatch.Select(isBatch => isBatch ? 1 : 0)]);
        return text.ToString();
    }

    private static void Each(PrometheusText text, string name, string help, IReadOnlyList<int> values)
    {
        text.Family(name, "gauge", help);
        for (var ring = 0; ring < values.Count; ring++)
            text.Sample(values[ring], ("ring", PrometheusText.Number(ring)));
    }
}
