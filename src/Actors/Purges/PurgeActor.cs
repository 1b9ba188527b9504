using System.Collections.Immutable;
using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;
using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using static ActorProxy.Actors.Purges.PurgeProtocol;

namespace ActorProxy.Actors.Purges;

/// <summary>
/// A node's hand in purges. Whoever becomes a member makes all that it has stored stale: until every member saw it join, purges passed it
/// by. Members that could not be reached for a while find out by the numbers of the purges that the others know.
/// </summary>
internal sealed class PurgeActor : ReceiveActor, IWithTimers
{
    /// <summary>Below <c>/user</c> on every node.</summary>
    public const string Name = "purge";

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly IPurgeNode _node;
    private readonly PurgeBook _book;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<long, IActorRef> _authors = [];

    public PurgeActor(IPurgeNode node, PurgeBook book)
    {
        (_node, _book) = (node, book);
        Receive<Spread>(OnSpread);
        Receive<Purge>(OnPurge);
        Receive<Purged>(message => GoOn(message.Number, state => state.On(message)));
        Receive<PatienceEnded>(message => GoOn(message.Number, state => state.On(message)));
        Receive<Known>(OnKnown);
        Receive<TellDue>(_ => TellReachable(_book.State.OwnMark));
        Receive<StaleDue>(_ => TryMakeStale());
        Receive<ClusterEvent.MemberUp>(message => OnUp(message.Member));
        Receive<ClusterEvent.ReachableMember>(message => To(message.Member.Address).Tell(_book.State.Marks));
        Receive<ClusterEvent.MemberRemoved>(message => OnRemoved(message.Member));
        Receive<ClusterEvent.IClusterDomainEvent>(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private bool IsMember => _cluster.SelfMember.Status is MemberStatus.Up or MemberStatus.Leaving;

    private IEnumerable<Member> Others => _cluster.State.Members.Where(member =>
        member.UniqueAddress != _cluster.SelfUniqueAddress &&
        member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up or MemberStatus.Leaving);

    protected override void PreStart()
    {
        // Those of an earlier life: whoever asked has been answered without them.
        _book.Step(state => state with { Spreading = ImmutableDictionary<long, PurgeSpread>.Empty });
        _cluster.Subscribe(
            Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        Timers.StartPeriodicTimer(nameof(TellDue), new TellDue(), TellEvery);
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void OnSpread(Spread message)
    {
        var others = Others.Select(member => NameOf(member.Address)).ToImmutableHashSet();
        var silent = _cluster.State.Unreachable.Select(member => NameOf(member.Address)).Where(others.Contains).ToImmutableHashSet();
        var number = _book.Step(state => state.Made().Spread(
            new PurgeSpread(others.Except(silent), IsMember ? silent : state.Others.Union(silent), [message.Here]))).Own;
        _authors[number] = Sender;
        foreach (var member in Others)
            To(member.Address).Tell(new Purge(_book.State.Origin, number, message.Order));
        Timers.StartSingleTimer(number, new PatienceEnded(number), AnswerTime);
        GoOn(number, state => state);
    }

    private void OnPurge(Purge message)
    {
        try
        {
            var counts = _node.Purge(message.Order);
            if (_book.State.HasMissedBefore(message))
                MakeStale();
            _book.Step(state => state.On(message));
            Sender.Tell(new Purged(message.Number, new NodePurge(NameOf(_cluster.SelfAddress), ValueList.Of(counts))));
        }
        catch (IOException fault)
        {
            // No answer, and this node stays behind: the next word of the origin makes it try again.
            _log.PurgeCannotBeKept(fault);
        }
    }

    private void OnKnown(Known message)
    {
        if (_book.State.IsBehind(message) && TryMakeStale())
            _book.Step(state => state.On(message));
    }

    private void OnUp(Member member)
    {
        if (member.UniqueAddress == _cluster.SelfUniqueAddress)
            TryMakeStale();
        else
            To(member.Address).Tell(_book.State.Marks);
        RememberOthers();
    }

    private void OnRemoved(Member member)
    {
        RememberOthers();
        foreach (var number in _book.Step(state => state.Lost(NameOf(member.Address))).Spreading.Keys)
            GoOn(number, state => state);
    }

    // The end of this system removes all members too, which says nothing about them.
    private void RememberOthers()
    {
        if (_cluster.IsTerminated || !IsMember)
            return;
        var others = Others.Select(member => NameOf(member.Address)).ToImmutableHashSet();
        _book.Step(state => state with { Others = others });
    }

    private void GoOn(long number, Func<PurgeState, PurgeState> step)
    {
        if (!_book.Step(step).Spreading.TryGetValue(number, out var spread) || !spread.IsAnswered)
            return;
        _book.Step(state => state.Done(number));
        Timers.Cancel(number);
        if (_authors.Remove(number, out var author))
            author.Tell(spread.Outcome);
        if (!spread.Unreached.IsEmpty)
            _log.PurgeUnreached(spread.Outcome.Unreached);
    }

    private bool TryMakeStale()
    {
        try
        {
            MakeStale();
            return true;
        }
        catch (IOException fault)
        {
            _log.PurgeCannotBeKept(fault);
            Timers.StartSingleTimer(nameof(StaleDue), new StaleDue(), Again);
            return false;
        }
    }

    private void MakeStale()
    {
        _node.MakeAllStale();
        _log.StoredIsStale();
    }

    private void TellReachable(Known known)
    {
        if (known.Marks.Count == 0)
            return;
        foreach (var member in Others.Except(_cluster.State.Unreachable))
            To(member.Address).Tell(known);
    }

    private static string NameOf(Address address) => new ContactPoint(address.Host!, address.Port!.Value).ToString();

    private static ActorSelection To(Address address) => Context.ActorSelection(NodePath.Of(address, Name));
}
