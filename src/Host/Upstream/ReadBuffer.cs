using System.Buffers;

namespace ActorProxy.Host.Upstream;

/// <summary>
/// Received bytes that are not consumed yet. The small array belongs to the connection; a large one is rented while much is
/// coming, so that one receive takes much. A large array is given back only by <see cref="Shrink"/>, when nobody can be
/// writing to it any more; that of a connection that broke is left to the garbage collector.
/// </summary>
internal sealed class ReadBuffer
{
    /// <summary>Bytes of the connection's own array.</summary>
    public const int SmallSize = 16 * 1024;

    /// <summary>Bytes of the rented array; no head is longer.</summary>
    public const int LargeSize = ResponseHeadParser.MaxBytes;

    private readonly byte[] _small = GC.AllocateUninitializedArray<byte>(SmallSize);
    private byte[] _bytes;
    private int _start;
    private int _end;

    public ReadBuffer() => _bytes = _small;

    /// <summary>What is there to be read. Decoders may move data inside it.</summary>
    public Memory<byte> Unread => _bytes.AsMemory(_start, _end - _start);

    public bool IsEmpty => _start == _end;

    /// <summary>Whether no byte has room behind the unread ones.</summary>
    public bool IsFull => _end == _bytes.Length;

    /// <summary>Room for a receive, at least one byte: what is unread moves to the front, or to the large array.</summary>
    public Memory<byte> Room()
    {
        if (_start > 0)
            MoveTo(_bytes);
        if (IsFull)
            Grow();
        return _bytes.AsMemory(_end);
    }

    public void Received(int count) => _end += count;

    public void Consume(int count) => _start += count;

    /// <summary>Goes on in the large array.</summary>
    public void Grow()
    {
        if (_bytes == _small)
            MoveTo(ArrayPool<byte>.Shared.Rent(LargeSize));
    }

    /// <summary>Goes back to the small array. Only when nothing is unread and no receive is under way.</summary>
    public void Shrink()
    {
        if (_bytes != _small)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = _small;
        _start = _end = 0;
    }

    private void MoveTo(byte[] target)
    {
        Unread.Span.CopyTo(target);
        _bytes = target;
        _end -= _start;
        _start = 0;
    }
}
