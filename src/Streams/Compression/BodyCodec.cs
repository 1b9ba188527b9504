using ActorProxy.Streams.Bodies;

namespace ActorProxy.Streams.Compression;

/// <summary>An encoder or decoder as a stage uses it: owned buffers in, owned buffers out, one thread at a time.</summary>
public abstract class BodyCodec : IDisposable
{
    /// <summary>Takes over a buffer, once <see cref="TryNext"/> has given null.</summary>
    public abstract void Take(OwnedBuffer input);

    /// <summary>Says that no more input comes; output may still.</summary>
    public abstract void Finish();

    /// <summary>The next buffer of output, whose owner the caller becomes. Null: more input is needed, or after Finish: all is said.</summary>
    public abstract OwnedBuffer? TryNext();

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives back all buffers and the codec; called once or more.</summary>
    protected abstract void Dispose(bool disposing);
}
