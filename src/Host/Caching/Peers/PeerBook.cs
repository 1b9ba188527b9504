using System.Collections.Concurrent;
using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Upstream;

namespace ActorProxy.Host.Caching.Peers;

/// <summary>
/// The ways to where other nodes answer nodes. A node is asked once where it listens; one that did not answer, or failed, is left alone
/// for a while.
/// </summary>
internal sealed class PeerBook(HttpUpstreamFactory upstreams, TimeProvider time)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(1);

    // The owner keeps the times of the pool towards the origin; this one is for an owner whose machine is gone.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<ContactPoint, Way> _ways = new();

    /// <summary>The way to a node; null when it cannot be asked now.</summary>
    public async ValueTask<HttpUpstream?> ToAsync(ContactPoint node, ClusterHandle cluster, PoolSettings like)
    {
        var way = _ways.GetValueOrDefault(node);
        if (way is { FailedAt: { } failed } && time.GetElapsedTime(failed) >= Rest)
        {
            Forget(node, way);
            way = null;
        }

        way ??= Add(node, cluster, like);
        if (way.FailedAt is not null)
            return null;
        var upstream = await way.Upstream.Value;
        if (upstream is null)
            way.FailedAt ??= time.GetTimestamp();
        return upstream;
    }

    /// <summary>The node was reached in vain.</summary>
    public void Failed(ContactPoint node)
    {
        if (_ways.TryGetValue(node, out var way))
            way.FailedAt ??= time.GetTimestamp();
    }

    private Way Add(ContactPoint node, ClusterHandle cluster, PoolSettings like)
    {
        foreach (var (known, old) in _ways)
        {
            if (!cluster.View.Has(known))
                Forget(known, old);
        }

        return _ways.GetOrAdd(node, _ => new Way(new Lazy<Task<HttpUpstream?>>(() => AskAsync(node, cluster, like))));
    }

    private async Task<HttpUpstream?> AskAsync(ContactPoint node, ClusterHandle cluster, PoolSettings like)
    {
        if (await cluster.AskNodeAsync(node) is not { } info || !Uri.TryCreate($"http://{PlaceOf(info, cluster.Credentials)}", UriKind.Absolute, out var url))
            return null;
        var settings = like with { Name = "peers", Sticky = null, Timeouts = like.Timeouts with { Connect = Connect, Read = Silence } };
        return upstreams.CreateToNode(settings, url, cluster.Credentials);
    }

    // What nodes keep from others is not said where others may listen.
    private static string PlaceOf(NodeInfo info, NodeCredentials? credentials) => credentials is null ? info.Peers : info.PeersByTls;

    private void Forget(ContactPoint node, Way way)
    {
        if (_ways.TryRemove(KeyValuePair.Create(node, way)))
            _ = RetireAsync(way);
    }

    private static async Task RetireAsync(Way way)
    {
        if (way.Upstream.IsValueCreated && await way.Upstream.Value is { } upstream)
            upstream.Retire();
    }

    private sealed class Way(Lazy<Task<HttpUpstream?>> upstream)
    {
        private long _failedAt = long.MinValue;

        public Lazy<Task<HttpUpstream?>> Upstream => upstream;

        public long? FailedAt
        {
            get => Volatile.Read(ref _failedAt) is not long.MinValue and var at ? at : null;
            set => Volatile.Write(ref _failedAt, value ?? long.MinValue);
        }
    }
}
