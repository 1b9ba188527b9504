using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using static ActorProxy.Actors.Clustering.ClusterProtocol;

namespace ActorProxy.Actors.Tests.Clustering;

public sealed class ClusterStateTests
{
    private static readonly ContactPoint A = new("10.0.0.1", 1);
    private static readonly ContactPoint B = new("10.0.0.2", 1);
    private static readonly ContactPoint C = new("10.0.0.3", 1);

    [Fact]
    public void OnlyNode_OfItsCluster_FoundsIt() => Assert.IsType<JoinPlan.Found>(Plan(A, [A], []));

    [Fact]
    public void FirstOfThree_WithNobodyElseThere_WaitsForAMajority() => Assert.IsType<JoinPlan.Wait>(Plan(A, [A, B, C], []));

    [Fact]
    public void FirstOfThree_WithAnother_AsksItAndMayFound() => Assert.Equal([A, B], Asked(Plan(A, [A, B, C], [B])));

    [Fact]
    public void SecondOfThree_WithTheFirstThere_OnlyAsks() => Assert.Equal([A], Asked(Plan(B, [A, B, C], [A])));

    [Fact]
    public void SecondOfThree_WithoutTheFirst_WaitsALittleAndTakesItsPlace() =>
        Assert.Equal([true, true, false], Plans(B, [A, B, C], [C], 3).Select(plan => plan is JoinPlan.Wait));

    [Fact]
    public void FirstThatLetsNobodyIn_AfterSomeAttempts_IsPassedOver()
    {
        var state = Apart(B, DowningKind.KeepMajority);
        var plan = default(JoinPlan);
        for (var attempt = 0; attempt < 4; attempt++)
            (state, plan) = state.On(Look([A, B, C], [A, C]));
        Assert.Equal([B, A, C], Asked(plan!));
    }

    [Fact]
    public void NodeThatNobodyLooksFor_OnlyAsks()
    {
        Assert.Equal([B], Asked(Plan(C, [A, B], [B])));
        Assert.IsType<JoinPlan.Wait>(Plan(C, [A, B], []));
    }

    [Fact]
    public void OneOfTwo_Alone_FoundsOnlyAsTheFirst()
    {
        Assert.IsType<JoinPlan.Found>(Plan(A, [A, B], []));
        Assert.IsType<JoinPlan.Wait>(Plans(B, [A, B], [], 9)[^1]);
    }

    [Fact]
    public void OneOfTwo_WhereEveryPartGoesOn_Founds() => Assert.IsType<JoinPlan.Found>(Plans(B, [A, B], [], 3, DowningKind.KeepAll)[^1]);

    [Fact]
    public void FirstNode_ThatFoundedAlone_GivesWayToTheMajority()
    {
        var state = Together(DowningKind.KeepMajority, A);
        var plans = new List<JoinPlan>();
        for (var look = 0; look < 4; look++)
        {
            (state, var plan) = state.On(Look([A, B, C], [B, C]));
            plans.Add(plan);
        }

        Assert.IsType<JoinPlan.StartAnew>(plans[^1]);
    }

    [Fact]
    public void LaterCluster_ThatMeetsAnEarlierOne_GivesWayAfterAWhile()
    {
        var plans = Meet(Together(DowningKind.KeepAll, B, C), stranger: A, looks: 5);
        // Having given way once in vain, it is more patient.
        Assert.Equal([false, false, false, true, false], plans.Select(plan => plan is JoinPlan.StartAnew));
    }

    [Fact]
    public void EarlierCluster_ThatMeetsALaterOne_Stays() =>
        Assert.All(Meet(Together(DowningKind.KeepAll, A, B), stranger: C, looks: 9), plan => Assert.IsType<JoinPlan.Wait>(plan));

    [Fact]
    public void MajorityThatMeetsAStranger_Stays() =>
        Assert.All(Meet(Together(DowningKind.KeepMajority, B, C), stranger: A, looks: 9), plan => Assert.IsType<JoinPlan.Wait>(plan));

    [Fact]
    public void Member_WhenItIsOneItself_IsUp()
    {
        var state = Apart(A, DowningKind.KeepMajority);
        Assert.Equal(ClusterPhase.Joining, state.View.Phase);
        state = state.On(new MembersChanged(1, ValueList.Of(Member(A, "joining"))));
        Assert.Equal(ClusterPhase.Joining, state.View.Phase);
        state = state.On(new MembersChanged(1, ValueList.Of(Member(A, "up"), Member(B, "up"))));
        Assert.True(state.View.IsUp);
        Assert.Equal([A, B], state.View.Working);
    }

    private static List<JoinPlan> Meet(ClusterState state, ContactPoint stranger, int looks)
    {
        var plans = new List<JoinPlan>();
        for (var look = 0; look < looks; look++)
        {
            (state, var plan) = state.On(Look([A, B, C], [stranger]));
            plans.Add(plan);
        }

        return plans;
    }

    private static ClusterState Together(DowningKind downing, params ContactPoint[] members) =>
        Apart(members[0], downing).On(new MembersChanged(1, ValueList.Of(members.Select(member => Member(member, "up")))));

    private static ClusterState Apart(ContactPoint self, DowningKind downing) =>
        new ClusterState(downing, ClusterView.None).Started(self);

    private static JoinPlan Plan(ContactPoint self, ContactPoint[] known, ContactPoint[] living, DowningKind downing = DowningKind.KeepMajority) =>
        Apart(self, downing).On(Look(known, living)).Plan;

    private static List<JoinPlan> Plans(
        ContactPoint self, ContactPoint[] known, ContactPoint[] living, int looks, DowningKind downing = DowningKind.KeepMajority)
    {
        var state = Apart(self, downing);
        var plans = new List<JoinPlan>();
        for (var look = 0; look < looks; look++)
        {
            (state, var plan) = state.On(Look(known, living));
            plans.Add(plan);
        }

        return plans;
    }

    private static Looked Look(ContactPoint[] known, ContactPoint[] living) => new(1, ValueList.Of(known), ValueList.Of(living));

    private static ValueList<ContactPoint> Asked(JoinPlan plan) => Assert.IsType<JoinPlan.Ask>(plan).Nodes;

    private static ClusterMember Member(ContactPoint node, string status) => new(node, status, ValueList.Empty<string>(), true);
}
