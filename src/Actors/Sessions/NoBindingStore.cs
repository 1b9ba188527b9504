namespace ActorProxy.Actors.Sessions;

/// <summary>Of a node alone: when it dies, there is nobody who could know.</summary>
internal sealed class NoBindingStore : IBindingStore
{
    public Binding Find(string session) => Binding.None;

    public void Keep(string session, Binding binding, TimeSpan ttl)
    {
    }

    public void Forget(string session)
    {
    }
}
