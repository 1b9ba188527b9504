namespace ActorProxy.Streams.Caching.Disk;

/// <summary>What is kept in memory of a stored file: little, for there may be millions.</summary>
/// <param name="file">Its number and name.</param>
/// <param name="key">Hash of its URL.</param>
/// <param name="selection">Hash of what selects it besides.</param>
/// <param name="size">Bytes on disk.</param>
internal sealed class DiskRecord(long file, ulong key, ulong selection, long size)
{
    public long File => file;

    public ulong Key => key;

    public ulong Selection => selection;

    public long Size => size;

    /// <summary>Whether it was used since it was last looked at.</summary>
    public bool IsUsed { get; set; }

    /// <summary>Whether it is to be, or has been, deleted.</summary>
    public bool IsGone { get; set; }
}
