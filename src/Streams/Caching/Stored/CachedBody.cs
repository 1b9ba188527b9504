using ActorProxy.Streams.Caching.Rules;

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

    /// <summary>What came behind it; nothing before it is whole. A cache may discard them (RFC 9111 section 3.1), and a file has none.</summary>
    public virtual FieldLines Trailers => FieldLines.None;

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
    private volatile FieldLines _trailers = FieldLines.None;

    /// <inheritdoc />
    public override FieldLines Trailers => _trailers;

    /// <summary>Whether it can be stored: false once it has outgrown its place, and is only passed on to those who read it.</summary>
    public abstract bool IsKept { get; }

    /// <summary>Adds bytes, which are copied. Waits for the slowest reader, but only when it is not kept.</summary>
    public abstract ValueTask AppendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>No more bytes follow, only trailers.</summary>
    public ValueTask CompleteAsync(FieldLines trailers)
    {
        // First: who sees that the body is whole sees these.
        _trailers = trailers;
        return CompleteAsync();
    }

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
