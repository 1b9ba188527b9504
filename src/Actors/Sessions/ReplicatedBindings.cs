using System.Collections.Concurrent;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Sessions;

/// <summary>
/// Bindings without a cookie on this node: its own, to be sent to others, and theirs, for the day when it takes their place. Owners in any
/// thread write and read; the ReplicaActor carries.
/// </summary>
internal sealed class ReplicatedBindings(TimeProvider time) : IBindingStore
{
    /// <summary>Sessions of one shard that are replicated at most. A bucket is sent as a whole, so it must stay small.</summary>
    public const int MostOfAShard = 2000;

    private readonly ConcurrentDictionary<string, KeptBinding>[] _shards =
        [.. Enumerable.Range(0, SessionShards.Count).Select(_ => new ConcurrentDictionary<string, KeptBinding>())];

    private readonly ConcurrentDictionary<int, bool> _changed = [];

    /// <summary>How many there are.</summary>
    public int Count => _shards.Sum(shard => shard.Count);

    public Binding Find(string session) =>
        _shards[SessionShards.Of(session)].TryGetValue(session, out var kept) && kept.Expires > time.GetUtcNow()
            ? new Binding(kept.Backend, kept.Generation)
            : Binding.None;

    public void Keep(string session, Binding binding, TimeSpan ttl)
    {
        var shard = _shards[SessionShards.Of(session)];
        if (shard.Count >= MostOfAShard && !shard.ContainsKey(session))
            return;
        shard[session] = new KeptBinding(session, binding.Backend, binding.Generation, time.GetUtcNow() + ttl);
        _changed[SessionShards.Of(session)] = true;
    }

    public void Forget(string session)
    {
        if (_shards[SessionShards.Of(session)].TryRemove(session, out _))
            _changed[SessionShards.Of(session)] = true;
    }

    /// <summary>Some shards that have changed since they were taken last, without what has expired.</summary>
    public IEnumerable<(int Shard, BindingBucket Bucket)> TakeChanged(int most)
    {
        var now = time.GetUtcNow();
        foreach (var shard in _changed.Keys.Take(most).ToArray())
        {
            _changed.TryRemove(shard, out _);
            foreach (var old in _shards[shard].Where(one => one.Value.Expires <= now))
                _shards[shard].TryRemove(old);
            yield return (shard, new BindingBucket(ValueList.Of(_shards[shard].Values)));
        }
    }

    /// <summary>From another node: what it keeps of a shard that it owns. What this node has itself and is newer stays.</summary>
    public void Learn(int shard, BindingBucket bucket)
    {
        foreach (var entry in bucket.Entries)
            _shards[shard].AddOrUpdate(entry.Session, entry, (_, own) => entry.Generation > own.Generation || entry.Expires > own.Expires ? entry : own);
    }
}
