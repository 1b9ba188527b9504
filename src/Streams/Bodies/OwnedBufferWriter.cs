using System.Buffers;

namespace ActorProxy.Streams.Bodies;

/// <summary>Collects what a codec writes in owned buffers, which are taken out one by one. It owns those that were not taken yet.</summary>
public sealed class OwnedBufferWriter(BodyBuffers buffers) : IBufferWriter<byte>, IDisposable
{
    private readonly Queue<OwnedBuffer> _full = new();
    private OwnedBuffer? _current;

    /// <summary>Bytes written so far, taken or not.</summary>
    public long Length { get; private set; }

    /// <inheritdoc />
    public void Advance(int count)
    {
        _current!.Length += count;
        Length += count;
    }

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sizeHint, BodyBuffers.Size);
        if (_current is not null && _current.Free.Length < Math.Max(sizeHint, 1))
            Close();
        return (_current ??= buffers.Rent()).Free;
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Lets the last buffer be taken although there is room in it.</summary>
    /// <param name="endsBurst">Whether what was written should reach its reader now.</param>
    /// <param name="isLast">Whether nothing more will be written.</param>
    public void Close(bool endsBurst = false, bool isLast = false)
    {
        if (_current is null)
            return;
        _current.EndsBurst = endsBurst;
        _current.IsLast = isLast;
        _full.Enqueue(_current);
        _current = null;
    }

    /// <summary>The oldest closed buffer, whose owner the caller becomes; null when there is none.</summary>
    public OwnedBuffer? TryTake() => _full.TryDequeue(out var buffer) ? buffer : null;

    /// <inheritdoc />
    public void Dispose()
    {
        Close();
        while (TryTake() is { } buffer)
            buffer.Dispose();
    }
}
