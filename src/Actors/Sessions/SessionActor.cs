using Akka.Actor;
using Akka.Cluster.Sharding;
using static ActorProxy.Actors.Sessions.SessionProtocol;

namespace ActorProxy.Actors.Sessions;

/// <summary>
/// Owns one session, in a shard or alone: the only place where its binding changes. It is forgotten after its idle time, and so is
/// what nodes remember of it.
/// </summary>
internal sealed class SessionActor : ReceiveActor
{
    private readonly string _session = Context.Self.Path.Name;
    private readonly IBindingStore _store;
    private readonly HashSet<IActorRef> _nodes = [];
    private SessionState _state;
    private bool _isReplicated;

    public SessionActor(IBindingStore store)
    {
        _store = store;
        _state = new SessionState(store.Find(_session));
        Receive<Claim>(message => Become(_state.On(message), message.Ttl, message.IsReplicated, isAsked: true));
        Receive<Rebind>(message => Become(_state.On(message), message.Ttl, message.IsReplicated, isAsked: true));
        Receive<Touch>(message => Become(_state.On(message), message.Ttl, message.IsReplicated, isAsked: _state.Binding.Generation > message.Generation));
        Receive<ReceiveTimeout>(_ => Leave());
    }

    private void Become(SessionState next, TimeSpan ttl, bool isReplicated, bool isAsked)
    {
        var before = _state.Binding;
        _state = next;
        _isReplicated = isReplicated;
        SetReceiveTimeout(ttl);
        if (isReplicated)
            _store.Keep(_session, next.Binding, ttl);

        var bound = new Bound(_session, next.Binding.Backend, next.Binding.Generation);
        if (isAsked)
            Sender.Tell(bound);
        _nodes.Add(Sender);
        if (next.Binding == before || !before.IsSome)
            return;
        foreach (var node in _nodes.Where(node => !node.Equals(Sender)))
            node.Tell(bound);
    }

    private void Leave()
    {
        if (_isReplicated)
            _store.Forget(_session);
        Context.Parent.Tell(new Passivate(PoisonPill.Instance));
    }
}
