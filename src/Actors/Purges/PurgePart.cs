using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using Akka.Actor;
using static ActorProxy.Actors.Purges.PurgeProtocol;

namespace ActorProxy.Actors.Purges;

/// <summary>Purges on all nodes: this node's own, and its hand in those of others.</summary>
internal sealed class PurgePart(IPurgeNode node, ClusterViewCell view) : IClusterPart
{
    // Longer than the actor waits for the others, so that it is the one to say who has not answered.
    private static readonly TimeSpan SpreadTime = TimeSpan.FromSeconds(6);

    private readonly PurgeBook _book = new(Guid.NewGuid().ToString("N"));
    private volatile IActorRef? _actor;

    public void Start(ActorSystem system) =>
        _actor = system.ActorOf(Props.Create(() => new PurgeActor(node, _book)), PurgeActor.Name);

    public void Ended() => _actor = null;

    /// <summary>
    /// Purges here, then on all others; returns when those that can be reached have answered, in bounded time. Throws IOException when it
    /// cannot be kept here; it has been spread and is in force all the same.
    /// </summary>
    public async Task<PurgeOutcome> PurgeAsync(PurgeOrder order)
    {
        var (counts, refusal) = PurgeHere(order);
        var outcome = await SpreadAsync(order, new NodePurge(view.Current.Self.ToString(), ValueList.Of(counts))).ConfigureAwait(false);
        return refusal is null ? outcome : throw refusal;
    }

    // A full disk here is no reason for the others to go on giving out what has to go.
    private (IReadOnlyList<PurgeCount> Counts, IOException? Refusal) PurgeHere(PurgeOrder order)
    {
        try
        {
            return (node.Purge(order), null);
        }
        catch (IOException refusal)
        {
            return ([], refusal);
        }
    }

    private async Task<PurgeOutcome> SpreadAsync(PurgeOrder order, NodePurge here)
    {
        try
        {
            if (_actor is { } actor)
                return await actor.Ask<PurgeOutcome>(new Spread(order, here), SpreadTime).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            // The system has ended in the middle: as if there had been none.
        }

        // Whoever has not heard of it learns by the number that something was missed.
        var state = _book.Step(state => state.Made());
        return new PurgeSpread([], state.Others, [here]).Outcome;
    }
}
