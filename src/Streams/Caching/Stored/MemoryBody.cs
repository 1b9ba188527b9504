namespace ActorProxy.Streams.Caching.Stored;

/// <summary>
/// A body in memory. Its writer never waits for a reader as long as it is to be kept; a body that has outgrown what is kept is only
/// passed on: then it holds what its readers still need, and the writer waits for the slowest.
/// </summary>
public sealed class MemoryBody : WritableBody
{
    private const int FirstBlock = 16 * 1024;
    private const int LargestBlock = 64 * 1024;
    private const int Window = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly List<byte[]> _blocks = [];
    private List<MemoryBodyReader>? _readers;
    private readonly int _firstBlock;
    private readonly long _limit = long.MaxValue;
    private TaskCompletionSource? _arrival;
    private TaskCompletionSource? _room;
    private long _length;
    private long _dropped;
    private int _used;
    private volatile BodyState _state;
    private bool _passesOn;
    private ReadOnlyMemory<byte> _whole;

    /// <param name="expected">The length that was announced; none: 0 or less.</param>
    /// <param name="limit">Bytes that are kept; a body that grows beyond them is only passed on.</param>
    public MemoryBody(long expected, long limit = long.MaxValue)
    {
        _firstBlock = expected > 0 ? (int)Math.Min(expected, LargestBlock) : FirstBlock;
        _limit = limit;
        _passesOn = limit == 0;
    }

    /// <summary>One that is whole from the start; the array is taken as it is.</summary>
    public MemoryBody(byte[] bytes)
    {
        _blocks.Add(bytes);
        _used = bytes.Length;
        _length = bytes.Length;
        _whole = bytes;
        _state = BodyState.Complete;
    }

    /// <inheritdoc />
    public override long Length => Volatile.Read(ref _length);

    /// <inheritdoc />
    public override long MemoryLength => Length;

    /// <inheritdoc />
    public override bool IsKept => !_passesOn;

    /// <inheritdoc />
    public override BodyState State => _state;

    /// <inheritdoc />
    public override bool TryGetWhole(out ReadOnlyMemory<byte> whole)
    {
        // The state first: what it is set after is then there as a whole.
        whole = _state is BodyState.Complete ? _whole : default;
        return _state is BodyState.Complete && whole.Length == Length;
    }

    /// <inheritdoc />
    public override ValueTask AppendAsync(ReadOnlyMemory<byte> bytes)
    {
        Append(bytes.Span);
        return new ValueTask(RoomAsync());
    }

    /// <inheritdoc />
    public override ValueTask CompleteAsync()
    {
        Complete();
        return default;
    }

    /// <inheritdoc />
    public override void Break() => End(BodyState.Broken);

    /// <summary>The same as <see cref="CompleteAsync"/>: there is nothing to wait for.</summary>
    internal void Complete()
    {
        if (_blocks.Count == 1)
            _whole = _blocks[0].AsMemory(0, _used);
        End(BodyState.Complete);
    }

    /// <summary>Keeps only what readers still need from now on; none can start once bytes are gone.</summary>
    internal void PassOn()
    {
        lock (_gate)
        {
            _passesOn = true;
            DropPassed();
        }
    }

    /// <summary>The same as <see cref="AppendAsync"/>, without waiting.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        TaskCompletionSource? arrival;
        lock (_gate)
        {
            while (!bytes.IsEmpty)
            {
                var block = WritableBlock();
                var count = Math.Min(bytes.Length, block.Length - _used);
                bytes[..count].CopyTo(block.AsSpan(_used));
                bytes = bytes[count..];
                _used += count;
                Volatile.Write(ref _length, _length + count);
            }

            _passesOn |= _length > _limit;
            if (_passesOn)
                DropPassed();
            arrival = TakeArrival();
        }

        arrival?.TrySetResult();
    }

    /// <summary>Completes when the slowest reader is no more than a window behind; at once as long as all is kept.</summary>
    internal Task RoomAsync()
    {
        lock (_gate)
        {
            if (!_passesOn || !IsCrowded)
                return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <summary>Bytes from a position on, as many as lie together; nothing is waited for.</summary>
    public ReadOnlyMemory<byte> Peek(long position) => Read(position, out _).Data;

    /// <inheritdoc />
    public override BodyReader? OpenReader(long start)
    {
        lock (_gate)
        {
            if (start < _dropped)
                return null;
            var reader = new MemoryBodyReader(this, start);
            if (_state is BodyState.Open || _passesOn)
                (_readers ??= []).Add(reader);
            return reader;
        }
    }

    /// <summary>What there is from a position on; Open and no data: nothing yet.</summary>
    internal BodyRead Read(long position, out Task? arrival)
    {
        lock (_gate)
        {
            arrival = null;
            var available = _length - position;
            if (available <= 0)
            {
                if (_state is BodyState.Open)
                    arrival = (_arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                return new BodyRead(default, _state);
            }

            return new BodyRead(Slice(position, available), BodyState.Open);
        }
    }

    /// <summary>A reader has gone on to a position.</summary>
    internal void Passed()
    {
        TaskCompletionSource? room = null;
        lock (_gate)
        {
            if (!_passesOn)
                return;
            DropPassed();
            if (!IsCrowded)
                (room, _room) = (_room, null);
        }

        room?.TrySetResult();
    }

    /// <summary>A reader goes.</summary>
    internal void Forget(MemoryBodyReader reader)
    {
        lock (_gate)
            _readers?.Remove(reader);
        Passed();
    }

    private bool IsCrowded => _length - Slowest > Window;

    // Without readers nothing is passed: the first may be about to start.
    private long Slowest => _readers is null or { Count: 0 } ? _dropped : _readers.Min(reader => reader.Position);

    private byte[] WritableBlock()
    {
        if (_blocks.Count > 0 && _used < _blocks[^1].Length)
            return _blocks[^1];
        _blocks.Add(new byte[_blocks.Count == 0 && _dropped == 0 ? _firstBlock : LargestBlock]);
        _used = 0;
        return _blocks[^1];
    }

    private ReadOnlyMemory<byte> Slice(long position, long available)
    {
        var offset = position - _dropped;
        foreach (var block in _blocks)
        {
            if (offset < block.Length)
                return block.AsMemory((int)offset, (int)Math.Min(block.Length - offset, available));
            offset -= block.Length;
        }

        throw new InvalidOperationException($"byte {position} of a body is not there any more");
    }

    private void DropPassed()
    {
        var slowest = Slowest;
        while (_blocks.Count > 1 && _dropped + _blocks[0].Length <= slowest)
        {
            _dropped += _blocks[0].Length;
            _blocks.RemoveAt(0);
        }
    }

    private TaskCompletionSource? TakeArrival()
    {
        var arrival = _arrival;
        _arrival = null;
        return arrival;
    }

    private void End(BodyState state)
    {
        TaskCompletionSource? arrival;
        lock (_gate)
        {
            _state = state;
            arrival = TakeArrival();
        }

        arrival?.TrySetResult();
    }
}
