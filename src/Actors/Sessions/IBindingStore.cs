namespace ActorProxy.Actors.Sessions;

/// <summary>What other nodes know of sessions that have no cookie, so that they outlive the node that owns them.</summary>
internal interface IBindingStore
{
    /// <summary>What was kept last, as far as it has arrived here; none when nothing has.</summary>
    Binding Find(string session);

    /// <summary>Lets other nodes know, soon.</summary>
    void Keep(string session, Binding binding, TimeSpan ttl);

    /// <summary>It is over.</summary>
    void Forget(string session);
}
