using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Singleton;
using static ActorProxy.Actors.Rollouts.RolloutProtocol;

namespace ActorProxy.Actors.Rollouts;

/// <summary>One configuration for all nodes: the coordinator, which lives on one of them, and this node's hand in it.</summary>
internal sealed class RolloutPart(IConfigurationNode node, NodeDirectory nodes, ClusterViewCell view, TimeProvider time) : IClusterPart
{
    private const string NoMember = "this node is no member of the cluster now, and alone it changes nothing; GET /api/status shows when it is";

    private static readonly TimeSpan ProposeTime = TimeSpan.FromSeconds(35);

    // What can be proposed again need not wait longer for a coordinator that may be gone.
    private static readonly TimeSpan AgainTime = TimeSpan.FromSeconds(5);

    // A question may get lost, and a node may be slow for a moment: no reason to refuse a change.
    private const int Attempts = 3;

    // For the node that watches to answer, and for all to take it.
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(20);

    private volatile IActorRef? _coordinator;
    private volatile bool _isCaughtUp;

    /// <summary>Whether this node has once served what all others serve.</summary>
    public bool IsCaughtUp => _isCaughtUp;

    public void Start(ActorSystem system)
    {
        var coordinator = Props.Create(() => new RolloutActor(() => node.CookieKey, time));
        system.ActorOf(ClusterSingletonManager.Props(coordinator, PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system)), "rollout");
        var proxy = system.ActorOf(ClusterSingletonProxy.Props("/user/rollout", ClusterSingletonProxySettings.Create(system)), "rollout-proxy");
        var self = Cluster.Get(system).SelfAddress;
        var name = new ContactPoint(self.Host!, self.Port!.Value).ToString();
        system.ActorOf(Props.Create(() => new ConfigurationActor(node, name, proxy, OnCaughtUp, time)), ConfigurationActor.Name);
        _coordinator = proxy;
    }

    public void Ended() => _coordinator = null;

    /// <summary>Lets all nodes serve a configuration, or none.</summary>
    public async Task<RolloutOutcome> ProposeAsync(Proposal proposal)
    {
        if (_coordinator is not { } coordinator || !view.Current.IsUp)
            return Failed(RolloutKind.NotNow, NoMember);
        if (proposal.Guard is not null && await FindUnguardedAsync().ConfigureAwait(false) is { } unguarded)
            return unguarded;
        return await AskAsync(coordinator, proposal, TimeFor(proposal)).ConfigureAwait(false);
    }

    /// <summary>Ends the trial that there is: all serve what is on trial, or none does.</summary>
    public async Task<RolloutOutcome> EndTrialAsync(long epoch, bool isKept)
    {
        if (_coordinator is not { } coordinator || !view.Current.IsUp)
            return Failed(RolloutKind.Refused, NoMember);
        // One that does not answer may have the bad configuration, and must not be in the way of ending it.
        if (await FindAsync(info => info is { Protocol: < GuardWire.EndsSince }, attempts: 1).ConfigureAwait(false) is { Count: > 0 } older)
            return Failed(RolloutKind.Refused, $"a trial is ended by nodes that know how, and these are older: {NamesOf(older)}; upgrade them, or wait for its end");
        return await AskAsync(coordinator, new EndTrial(epoch, isKept), EndTime).ConfigureAwait(false);
    }

    private async Task<RolloutOutcome> AskAsync(IActorRef coordinator, IWireMessage message, TimeSpan time)
    {
        try
        {
            return await coordinator.Ask<RolloutOutcome>(message, time).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return Failed(RolloutKind.Unknown, "nobody led the rollout to its end in time; GET /api/status shows what each node serves");
        }
    }

    private static TimeSpan TimeFor(Proposal proposal) => proposal switch
    {
        { IsPatient: true } => AgainTime,
        { Guard: { } guard } => ProposeTime + guard.Watch + GuardWatch.Margin,
        _ => ProposeTime,
    };

    // The coordinator may be one of them, and would apply it at once: so it is asked here. Null: all know of guards.
    private async Task<RolloutOutcome?> FindUnguardedAsync()
    {
        var found = await FindAsync(info => info is not { Protocol: >= GuardWire.Since }, Attempts).ConfigureAwait(false);
        return found.Count == 0 ? null : Failed(
            found.Any(answer => answer.Info is not null) ? RolloutKind.Refused : RolloutKind.NotNow,
            $"a guard needs nodes that know of it, and these are older or do not answer: {NamesOf(found)}; upgrade them, or leave out the guard");
    }

    private async Task<IReadOnlyList<(ContactPoint Address, NodeInfo? Info)>> FindAsync(Func<NodeInfo?, bool> fits, int attempts)
    {
        var asked = view.Current.Members.Select(async member => (member.Address, Info: await AskAsync(member.Address, attempts).ConfigureAwait(false)));
        return [.. (await Task.WhenAll(asked).ConfigureAwait(false)).Where(answer => fits(answer.Info))];
    }

    private async Task<NodeInfo?> AskAsync(ContactPoint member, int attempts)
    {
        NodeInfo? info = null;
        for (var attempt = 0; info is null && attempt < attempts; attempt++)
            info = await nodes.AskAsync(member).ConfigureAwait(false);
        return info;
    }

    private static string NamesOf(IEnumerable<(ContactPoint Address, NodeInfo? Info)> answers) =>
        string.Join(", ", answers.Select(answer => answer.Address.ToString()).Order(StringComparer.Ordinal));

    private RolloutOutcome Failed(RolloutKind kind, string reason) => new(
        kind, node.History[0].Epoch, ValueList.Empty<string>(), ValueList.Of(Enumerable.Repeat(new RolloutProblem(view.Current.Self.ToString(), "", 0, "", reason), 1)));

    private void OnCaughtUp() => _isCaughtUp = true;
}
