namespace ActorProxy.Streams.Caching.Stored;

/// <summary>
/// The bytes of a stored response: written once from front to back, read by any number of readers at their own pace, also while they
/// still arrive.
/// </summary>
public abstract class CachedBody
{
    /// <summary>Bytes so far.</summary>
    public abstract long Length { get; }

    /// <summary>Bytes of it that lie in memory.</summary>
    public virtual long MemoryLength => 0;

    /// <summary>How far it is.</summary>
    public abstract BodyState State { get; }

    /// <summary>All of it at once, where it is whole and lies in one piece of memory.</summary>
    public virtual bool TryGetWhole(out ReadOnlyMemory<byte> whole)
    {
        whole = default;
        return false;
    }

    /// <summary>A reader from a byte on; null when it cannot be read from there any more.</summary>
    public abstract BodyReader? OpenReader(long start);
}

/// <summary>A body that is being written, by one writer.</summary>
public abstract class WritableBody : CachedBody
{
    /// <summary>Whether it can be stored: false once it has outgrown its place, and is only passed on to those who read it.</summary>
    public abstract bool IsKept { get; }

    /// <summary>Adds bytes, which are copied. Waits for the slowest reader, but only when it is not kept.</summary>
    public abstract ValueTask AppendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>No more bytes follow.</summary>
    public abstract ValueTask CompleteAsync();

    /// <summary>It broke off; readers are told after the bytes that are there.</summary>
    public abstract void Break();
}

/// <summary>One reader's place in a body. One read at a time.</summary>
public abstract class BodyReader : IDisposable
{
    /// <summary>The next bytes; none with the last word of <see cref="BodyState"/>.</summary>
    public abstract ValueTask<BodyRead> ReadAsync();

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives the place up.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
