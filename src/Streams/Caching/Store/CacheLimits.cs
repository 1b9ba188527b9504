namespace ActorProxy.Streams.Caching.Store;

/// <summary>Bounds of a cache, in bytes.</summary>
/// <param name="Memory">All responses in memory together.</param>
/// <param name="LargestObject">One body; what is larger is only passed on.</param>
public sealed record CacheLimits(long Memory, long LargestObject);
