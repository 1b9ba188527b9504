using Akka.Actor;
using Akka.Cluster.Sharding;
using static ActorProxy.Actors.Sessions.SessionProtocol;

namespace ActorProxy.Actors.Sessions;

/// <summary>The owners of all sessions of a node alone: what a region of shards is in a cluster.</summary>
internal sealed class SessionRegionActor : ReceiveActor
{
    // Each owner takes some kilobytes; keys that clients choose must not take all memory. Beyond it a proposal stands as it is.
    private readonly int _most;
    private readonly Props _owner;
    private readonly Dictionary<IActorRef, Queue<(object Message, IActorRef Sender)>> _leaving = [];
    private int _count;

    public SessionRegionActor(int most)
    {
        _most = most;
        _owner = Props.Create(() => new SessionActor(new NoBindingStore()));
        Receive<ISessionMessage>(OnMessage);
        Receive<Passivate>(message =>
        {
            _leaving[Sender] = [];
            Sender.Tell(message.StopMessage);
        });
        Receive<Terminated>(OnTerminated);
    }

    private void OnMessage(ISessionMessage message)
    {
        var owner = Context.Child(message.Session);
        if (!owner.IsNobody() && _leaving.TryGetValue(owner, out var waiting))
            waiting.Enqueue((message, Sender));
        else if (!owner.IsNobody())
            owner.Forward(message);
        else if (_count < _most)
            Start(message.Session).Forward(message);
        else
            AnswerUnowned(message);
    }

    private IActorRef Start(string session)
    {
        _count++;
        return Context.Watch(Context.ActorOf(_owner, session));
    }

    private void OnTerminated(Terminated message)
    {
        _count--;
        if (!_leaving.Remove(message.ActorRef, out var waiting))
            return;
        foreach (var (late, sender) in waiting)
            Self.Tell(late, sender);
    }

    private void AnswerUnowned(ISessionMessage message)
    {
        if (message is Claim claim)
            Sender.Tell(new Bound(claim.Session, claim.Backend, Math.Max(claim.Generation, 1)));
        else if (message is Rebind rebind)
            Sender.Tell(new Bound(rebind.Session, rebind.To, rebind.Generation + 1));
    }
}
