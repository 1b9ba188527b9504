using System.Buffers;

namespace ActorProxy.Streams.Bodies;

/// <summary>
/// Where the stages of a stream rent the memory that bodies flow through. It counts what is rented and not given back, so that a
/// test can prove that no end of a stream, however bad, keeps a buffer.
/// </summary>
public sealed class BodyBuffers
{
    /// <summary>Bytes of a buffer: what a connection to a backend receives at once, and a TLS record takes.</summary>
    public const int Size = 16 * 1024;

    private long _outstanding;

    /// <summary>Buffers that are rented now.</summary>
    public long Outstanding => Interlocked.Read(ref _outstanding);

    /// <summary>An empty buffer, which the caller owns.</summary>
    public OwnedBuffer Rent()
    {
        var buffer = new OwnedBuffer(this, ArrayPool<byte>.Shared.Rent(Size));
        Interlocked.Increment(ref _outstanding);
        return buffer;
    }

    internal void Return(byte[] array)
    {
        ArrayPool<byte>.Shared.Return(array);
        Interlocked.Decrement(ref _outstanding);
    }
}
