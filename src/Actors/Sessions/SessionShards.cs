using System.Collections.Immutable;
using System.Globalization;
using ActorProxy.Actors.Requests;
using Akka.Actor;
using Akka.Cluster.Sharding;

namespace ActorProxy.Actors.Sessions;

/// <summary>Which session lives in which shard, the same on every node and in every version.</summary>
internal sealed class SessionShards : IMessageExtractor
{
    /// <summary>Never to be changed: nodes of two versions would own the same session twice.</summary>
    public const int Count = 100;

    public static int Of(string session) => (int)(StableHash.Of(session) % Count);

    public string? EntityId(object message) => (message as ISessionMessage)?.Session;

    public object? EntityMessage(object message) => message;

    public string? ShardId(object message) => EntityId(message) is { } session ? ShardId(session) : null;

    public string ShardId(string entityId, object? messageHint = null) => Of(entityId).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// A new shard goes to the node that has the fewest, and stays there while that node lives. Moving living shards loses what
    /// their actors know and messages on the way, for no gain: sessions come and go by themselves.
    /// </summary>
    public sealed class KeepWhereTheyAre : IShardAllocationStrategy
    {
        public Task<IActorRef> AllocateShard(
            IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations) =>
            Task.FromResult(currentShardAllocations.OrderBy(region => region.Value.Count).ThenBy(region => region.Key.Path.ToString(), StringComparer.Ordinal).First().Key);

        public Task<IImmutableSet<string>> Rebalance(
            IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress) =>
            Task.FromResult<IImmutableSet<string>>(ImmutableHashSet<string>.Empty);
    }
}
