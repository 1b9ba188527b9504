using System.Globalization;
using ActorProxy.Actors.Clustering;
using Akka.Actor;
using Akka.Cluster;
using Akka.DistributedData;

namespace ActorProxy.Actors.Sessions;

/// <summary>Carries bindings without a cookie to other nodes and back: a few shards at a time, so that its cost has a bound.</summary>
internal sealed class ReplicaActor : ReceiveActor, IWithTimers
{
    /// <summary>From one round to the next; with the gossip of Akka, what a dying node has not told yet.</summary>
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(200);

    // All of them within two rounds.
    private const int ShardsOfARound = SessionShards.Count / 2;
    private const string Prefix = "sessions-";

    private readonly ReplicatedBindings _bindings;
    private readonly UniqueAddress _self = Cluster.Get(Context.System).SelfUniqueAddress;
    private readonly IActorRef _replicator = DistributedData.Get(Context.System).Replicator;

    public ReplicaActor(ReplicatedBindings bindings)
    {
        _bindings = bindings;
        Receive<RoundDue>(_ => Send());
        Receive<Changed>(Learn);
        Receive<IUpdateResponse>(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        for (var shard = 0; shard < SessionShards.Count; shard++)
            _replicator.Tell(Dsl.Subscribe(KeyOf(shard), Self));
        Timers.StartPeriodicTimer(nameof(RoundDue), new RoundDue(), Round);
    }

    private void Send()
    {
        foreach (var (shard, bucket) in _bindings.TakeChanged(ShardsOfARound))
        {
            // As text, which Akka carries without naming a type.
            var text = Convert.ToBase64String(WireFormat.Current.Write(bucket));
            _replicator.Tell(Dsl.Update(
                KeyOf(shard), new LWWRegister<string>(_self, text), WriteLocal.Instance, old => old.WithValue(_self, text)));
        }
    }

    private void Learn(Changed message)
    {
        if (message.Data is not LWWRegister<string> register || register.UpdatedBy.Equals(_self))
            return;
        var bucket = (BindingBucket)WireFormat.Current.Read(Convert.FromBase64String(register.Value), BindingBucket.Manifest);
        _bindings.Learn(int.Parse(message.Key.Id.AsSpan(Prefix.Length), CultureInfo.InvariantCulture), bucket);
    }

    private static LWWRegisterKey<string> KeyOf(int shard) => new(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{shard}"));

    private sealed record RoundDue;
}
