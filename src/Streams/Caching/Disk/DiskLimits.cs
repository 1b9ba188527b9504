namespace ActorProxy.Streams.Caching.Disk;

/// <summary>Where responses are kept on disk, and how much.</summary>
/// <param name="Path">A folder of its own.</param>
/// <param name="MaxSize">Bytes of all files together.</param>
/// <param name="MaxObject">Bytes of one body.</param>
public sealed record DiskLimits(string Path, long MaxSize, long MaxObject);
