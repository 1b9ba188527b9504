using ActorProxy.Streams.Caching.Disk;

namespace ActorProxy.Streams.Caching.Store;

/// <summary>Bounds of a cache, in bytes.</summary>
/// <param name="Memory">All responses in memory together.</param>
/// <param name="LargestObject">One body in memory; what is larger goes to disk, or is only passed on.</param>
/// <param name="Disk">Where responses survive the process; null: nowhere.</param>
public sealed record CacheLimits(long Memory, long LargestObject, DiskLimits? Disk = null);
