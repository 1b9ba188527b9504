using System.Buffers;

namespace ActorProxy.Streams.Compression;

/// <summary>
/// Applies a content coding to one body (RFC 9110 section 8.4). Used by one thread at a time, for one body: <see cref="Finish"/>
/// is the last call but Dispose. Without Finish the output is no valid body.
/// </summary>
public abstract class ContentEncoder : IDisposable
{
    /// <summary>Takes all of the input. What it makes may come with this call or a later one.</summary>
    public abstract void Encode(ReadOnlySpan<byte> input, IBufferWriter<byte> output);

    /// <summary>Writes so much that all input up to here can be decoded. It costs some bytes.</summary>
    public abstract void Flush(IBufferWriter<byte> output);

    /// <summary>Writes the end.</summary>
    public abstract void Finish(IBufferWriter<byte> output);

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives memory back; called once or more.</summary>
    protected abstract void Dispose(bool disposing);
}
