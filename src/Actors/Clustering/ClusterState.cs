using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Clustering.ClusterProtocol;

namespace ActorProxy.Actors.Clustering;

/// <summary>How to come together with others, as it follows from who is there.</summary>
/// <param name="Downing">Decides whether a part without a majority may be a cluster of its own.</param>
/// <param name="View">What is published.</param>
/// <param name="Attempts">Looks in a row that did not make this node a member.</param>
/// <param name="Strangers">Looks in a row at which a node that is not a member was there.</param>
/// <param name="Concessions">Times that this node gave way to another cluster since it last met nobody strange.</param>
internal sealed record ClusterState(DowningKind Downing, ClusterView View, int Attempts = 0, int Strangers = 0, int Concessions = 0)
{
    // A node that is there but does not let anybody in must not keep the others apart for ever.
    private const int Patience = 3;

    // Nodes that are started together do not listen at the same moment: who comes first of all is waited for a little.
    private const int Courtesy = 2;

    public ClusterState Started(ContactPoint self) => this with
    {
        View = new ClusterView(ClusterPhase.Joining, self, ValueList.Empty<ClusterMember>()),
        Attempts = 0,
        Strangers = 0,
    };

    public ClusterState On(SystemEnded _) => this with { View = View with { Phase = ClusterPhase.Starting, Members = ValueList.Empty<ClusterMember>() } };

    public ClusterState On(Leave _) => this with { View = View with { Phase = ClusterPhase.Leaving } };

    public ClusterState On(MembersChanged message)
    {
        if (View.Phase == ClusterPhase.Leaving)
            return this with { View = View with { Members = message.Members } };
        var isUp = message.Members.Any(member => member.Address == View.Self && member.Status is "up" or "leaving");
        var phase = isUp ? ClusterPhase.Up : ClusterPhase.Joining;
        return this with { View = View with { Phase = phase, Members = message.Members }, Attempts = isUp ? 0 : Attempts };
    }

    public (ClusterState Next, JoinPlan Plan) On(Looked look)
    {
        if (View.IsUp)
            return WhileUp(look);
        return (this with { Attempts = Attempts + 1 }, PlanToJoin(look));
    }

    private JoinPlan PlanToJoin(Looked look)
    {
        var others = look.Living.Where(node => node != View.Self).Order().ToArray();
        var isSeed = look.Known.Contains(View.Self);
        if (!isSeed || !MayFound(look))
            return others.Length > 0 ? new JoinPlan.Ask(ValueList.Of(others)) : new JoinPlan.Wait("nobody else is there");
        if (View.Self != look.Known.Min() && !IsThere(look, look.Known.Min()) && Attempts < Courtesy)
            return new JoinPlan.Wait("the first of all may be on its way");
        if (others.Length == 0)
            return new JoinPlan.Found();
        return View.Self < others[0] || Attempts >= Patience
            ? new JoinPlan.Ask(ValueList.Of(others.Prepend(View.Self)))
            : new JoinPlan.Ask(ValueList.Of(others));
    }

    /// <summary>
    /// Whether those who are there are enough to be the cluster: the same rule by which a running one is divided, so that the
    /// smaller part of a divided one does not found another.
    /// </summary>
    private bool MayFound(Looked look)
    {
        if (Downing == DowningKind.KeepAll)
            return true;
        var living = look.Known.Count(node => node == View.Self || look.Living.Contains(node));
        return living * 2 > look.Known.Count || (living * 2 == look.Known.Count && IsThere(look, look.Known.Min()));
    }

    private bool IsThere(Looked look, ContactPoint node) => node == View.Self || look.Living.Contains(node);

    // Two clusters of the same nodes: after a cut where every part goes on, or because two founded one at the same moment.
    private (ClusterState, JoinPlan) WhileUp(Looked look)
    {
        var strangers = look.Living.Where(node => !View.Has(node)).ToArray();
        if (strangers.Length == 0)
            return (this with { Strangers = 0, Concessions = 0 }, new JoinPlan.Wait(""));
        var seen = this with { Strangers = Strangers + 1 };
        if (!GivesWay(look, strangers) || seen.Strangers <= Patience << Math.Min(Concessions, 8))
            return (seen, new JoinPlan.Wait(""));
        return (seen with { Concessions = Concessions + 1 }, new JoinPlan.StartAnew(strangers.Min()));
    }

    // A majority stays. Of others the larger does, and of equal ones the one that has the first of all nodes.
    private bool GivesWay(Looked look, ContactPoint[] strangers)
    {
        var own = View.Members.Select(member => member.Address).ToArray();
        if (Downing == DowningKind.KeepMajority && look.Known.Count(own.Contains) * 2 > look.Known.Count)
            return false;
        return Downing == DowningKind.KeepMajority && strangers.Length != own.Length
            ? strangers.Length > own.Length
            : strangers.Min() < own.Min();
    }
}
