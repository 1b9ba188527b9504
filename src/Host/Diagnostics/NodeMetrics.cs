using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Sessions;
using ActorProxy.Host.Caching.Peers;

namespace ActorProxy.Host.Diagnostics;

/// <summary>What Prometheus is told about trials, sticky sessions and other nodes, behind <see cref="MetricsPage"/>.</summary>
internal static class NodeMetrics
{
    /// <summary>As text.</summary>
    public static string Write(bool isOnTrial, SessionBook sessions, ClusterView? cluster, PeerCounters peers)
    {
        var text = new PrometheusText();
        text.Family("actorproxy_config_on_trial", "gauge", "1 while this node serves a configuration on trial.").Sample(isOnTrial ? 1 : 0);
        WriteSessions(text, sessions);
        if (cluster is not null)
            WriteCluster(text, cluster, peers);
        return text.ToString();
    }

    private static void WriteSessions(PrometheusText text, SessionBook sessions)
    {
        var counters = sessions.Counters;
        text.Family("actorproxy_sessions", "gauge", "Sticky sessions that this node remembers.").Sample(sessions.Count);
        text.Family("actorproxy_session_requests_total", "counter", "Requests to sticky pools that belong to a session.").Sample(counters.Requests);
        text.Family("actorproxy_session_begun_total", "counter", "Sessions that began with a new cookie.").Sample(counters.Begun);
        text.Family("actorproxy_session_asks_total", "counter", "Requests that waited for the owner of their session.").Sample(counters.Asked);
        text.Family("actorproxy_session_touches_total", "counter", "Words to owners that no request waited for.").Sample(counters.Touched);
        text.Family("actorproxy_session_rebinds_total", "counter", "Sessions that went to another backend.").Sample(counters.Rebound);
        text.Family("actorproxy_session_refused_total", "counter", "Requests answered by 503 because the backend of their session could not be used.").Sample(counters.Refused);
        text.Family("actorproxy_session_cookies_rejected_total", "counter", "Session cookies that were not genuine, or too old.").Sample(counters.Rejected);
        text.Family("actorproxy_session_fallbacks_total", "counter", "Requests that went on without the word of the owner.");
        text.Sample(counters.Late, ("reason", "timeout"));
        text.Sample(counters.Apart, ("reason", "not-a-member"));
    }

    private static void WriteCluster(PrometheusText text, ClusterView cluster, PeerCounters peers)
    {
        text.Family("actorproxy_cluster_member", "gauge", "1 while this node is a member.").Sample(cluster.IsUp ? 1 : 0);
        text.Family("actorproxy_cluster_nodes", "gauge", "Nodes as this one sees them.");
        text.Sample(cluster.Members.Count(member => member.IsReachable), ("reachable", "yes"));
        text.Sample(cluster.Members.Count(member => !member.IsReachable), ("reachable", "no"));
        text.Family("actorproxy_cache_peer_fetches_total", "counter", "Fetches for the cache that the node which owns the URL answered.").Sample(peers.Answered);
        text.Family("actorproxy_cache_peer_fallbacks_total", "counter", "Fetches that another node owns and that went to the origin all the same.").Sample(peers.Fallbacks);
    }
}
