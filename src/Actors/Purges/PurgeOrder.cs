namespace ActorProxy.Actors.Purges;

/// <summary>What all nodes are to throw away. Of what is given, all must fit; an empty text is not given.</summary>
/// <param name="Url">One URL, with scheme and host.</param>
/// <param name="Prefix">What URLs begin with, with scheme and host.</param>
/// <param name="Host">A host, whatever scheme and port.</param>
/// <param name="Tag">A word of Surrogate-Key, or of Cache-Tag.</param>
/// <param name="Route">Only what this route has stored.</param>
/// <param name="All">Everything, and then nothing else is given.</param>
/// <param name="IsSoft">Made stale only.</param>
public sealed record PurgeOrder(string Url, string Prefix, string Host, string Tag, string Route, bool All, bool IsSoft);
