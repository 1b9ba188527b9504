using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Host.Caching;

/// <summary>What a fetch is for.</summary>
/// <param name="Stored">What is stored and may be confirmed; null when nothing is.</param>
/// <param name="RequestNoStore">Whether the client asked for its response not to be stored.</param>
/// <param name="HasClient">Whether a client waits, who can be handed what is not stored.</param>
internal readonly record struct FetchOrder(StoredResponse? Stored, bool RequestNoStore, bool HasClient);
