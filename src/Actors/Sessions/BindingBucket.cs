using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Sessions;

/// <summary>The sessions of one shard that have no cookie, as they are replicated: whole, so a shard has a bound on them.</summary>
internal sealed record BindingBucket(ValueList<KeptBinding> Entries) : IWireMessage
{
    /// <summary>Its name on the wire.</summary>
    public const string Manifest = "s5";
}

/// <summary>One of them.</summary>
internal sealed record KeptBinding(string Session, string Backend, int Generation, DateTimeOffset Expires);
