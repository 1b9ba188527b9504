namespace ActorProxy.Streams.Caching.Stored;

/// <summary>
/// The bytes of a stored response: written once from front to back, read by any number of readers at their own pace, also while they
/// still arrive.
/// </summary>
public abstract class CachedBody
{
    /// <summary>Bytes so far.</summary>
    public abstract long Length { get; }

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
