using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Health;

/// <summary>What a node tells the others about backends, again and again: what its probes say, and what its traffic made it eject.</summary>
internal sealed record HealthDigest(ValueList<HealthWord> Words) : IWireMessage;

/// <summary>About one backend.</summary>
/// <param name="Pool">Name of the pool.</param>
/// <param name="Backend">Its id.</param>
/// <param name="Verdict">Unknown: it says nothing about that.</param>
/// <param name="Reason">For people.</param>
/// <param name="EjectedSince">When the running ejection began; null: there is none.</param>
/// <param name="EjectedUntil">When it ends.</param>
/// <param name="Ejections">How many there have been in a row.</param>
internal sealed record HealthWord(
    string Pool,
    string Backend,
    HealthVerdict Verdict,
    string Reason,
    DateTimeOffset? EjectedSince,
    DateTimeOffset? EjectedUntil,
    int Ejections);
