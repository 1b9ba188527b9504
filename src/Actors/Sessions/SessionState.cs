using static ActorProxy.Actors.Sessions.SessionProtocol;

namespace ActorProxy.Actors.Sessions;

/// <summary>One session: compare and swap of its binding.</summary>
internal sealed record SessionState(Binding Binding)
{
    public SessionState On(Claim claim) => Adopt(new Binding(claim.Backend, Math.Max(claim.Generation, 1)));

    public SessionState On(Touch touch) => Adopt(new Binding(touch.Backend, Math.Max(touch.Generation, 1)));

    public SessionState On(Rebind rebind)
    {
        // An owner that is new has not seen the binding that the node wants to leave.
        var known = Adopt(new Binding(rebind.From, rebind.Generation)).Binding;
        return known.IsSome && known.Backend != rebind.From
            ? new SessionState(known)
            : new SessionState(new Binding(rebind.To, Math.Max(known.Generation, rebind.Generation) + 1));
    }

    private SessionState Adopt(Binding proposed) =>
        !Binding.IsSome || proposed.Generation > Binding.Generation ? new SessionState(proposed) : this;
}
