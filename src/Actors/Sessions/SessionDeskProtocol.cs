namespace ActorProxy.Actors.Sessions;

/// <summary>What a SessionDeskActor understands, beside the answers of owners.</summary>
internal static class SessionDeskProtocol
{
    /// <summary>From the request path: ask the owner, and let all who ask the same wait for one answer.</summary>
    public sealed record Want(ISessionMessage Message, TaskCompletionSource<Binding> Waiter);

    /// <summary>To itself: those who waited have given up long ago.</summary>
    public sealed record SweepDue;
}
