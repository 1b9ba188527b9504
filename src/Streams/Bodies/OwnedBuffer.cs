using System.Buffers;

namespace ActorProxy.Streams.Bodies;

/// <summary>
/// A piece of a body in rented memory. Exactly one place owns it: the field of a stage or the port between two stages. The owner
/// disposes of it; doing so twice does no harm.
/// </summary>
public sealed class OwnedBuffer : IMemoryOwner<byte>
{
    private readonly BodyBuffers _origin;
    private byte[]? _array;

    internal OwnedBuffer(BodyBuffers origin, byte[] array)
    {
        _origin = origin;
        _array = array;
    }

    /// <summary>Bytes of the piece, from the start of the memory.</summary>
    public int Length { get; set; }

    /// <summary>Whether nothing more was there when the piece was taken, so that it should not wait for what follows.</summary>
    public bool EndsBurst { get; set; }

    /// <summary>Whether it is known that no other piece follows. A last piece need not say so.</summary>
    public bool IsLast { get; set; }

    /// <summary>All memory of the buffer, used or not.</summary>
    public Memory<byte> Memory => _array ?? throw new ObjectDisposedException(nameof(OwnedBuffer));

    /// <summary>The piece.</summary>
    public ReadOnlyMemory<byte> Data => Memory[..Length];

    /// <summary>Memory behind the piece.</summary>
    public Memory<byte> Free => Memory[Length..];

    /// <inheritdoc />
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } array)
            _origin.Return(array);
    }
}
