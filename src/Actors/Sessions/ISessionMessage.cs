using ActorProxy.Actors.Clustering;

namespace ActorProxy.Actors.Sessions;

/// <summary>What goes to the owner of a session, wherever it lives.</summary>
internal interface ISessionMessage : IWireMessage
{
    /// <summary>Name of the session: of pool and key, and fit for an actor.</summary>
    string Session { get; }
}
