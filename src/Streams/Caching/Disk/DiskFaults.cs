namespace ActorProxy.Streams.Caching.Disk;

/// <summary>What went wrong with a disk. The proxy goes on: what cannot be kept on disk is kept in memory, or fetched again.</summary>
public sealed class DiskFaults
{
    private long _errors;
    private long _corrupt;
    private long _skipped;

    /// <summary>Files that could not be written or read.</summary>
    public long Errors => Volatile.Read(ref _errors);

    /// <summary>Files that were not what had been written, and were deleted.</summary>
    public long Corrupt => Volatile.Read(ref _corrupt);

    /// <summary>Responses that were not written because the disk did not keep up, or they were too large.</summary>
    public long Skipped => Volatile.Read(ref _skipped);

    /// <summary>The last thing that the system said.</summary>
    public string? LastReason { get; private set; }

    /// <summary>Whether it is the disk that refuses, and not a bug. A file that grows too large shows as an argument out of range.</summary>
    public static bool Are(Exception fault) => fault is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    internal void Note(Exception fault)
    {
        LastReason = fault.Message;
        Interlocked.Increment(ref _errors);
    }

    internal void NoteCorrupt() => Interlocked.Increment(ref _corrupt);

    internal void NoteSkipped() => Interlocked.Increment(ref _skipped);
}
