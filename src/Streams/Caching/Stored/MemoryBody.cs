namespace ActorProxy.Streams.Caching.Stored;

/// <summary>
/// A body in memory. Its writer never waits for a reader as long as it is to be kept; a body that has outgrown what is kept is only
/// passed on (<see cref="PassOn"/>): then it holds what its readers still need, and the writer waits for the slowest.
/// </summary>
public sealed class MemoryBody : CachedBody
{
    private const int FirstBlock = 16 * 1024;
    private const int LargestBlock = 64 * 1024;
    private const int Window = 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly List<byte[]> _blocks = [];
    private readonly List<MemoryBodyReader> _readers = [];
    private readonly int _firstBlock;
    private TaskCompletionSource? _arrival;
    private TaskCompletionSource? _room;
    private long _length;
    private long _dropped;
    private int _used;
    private volatile BodyState _state;
    private bool _passesOn;
    private ReadOnlyMemory<byte> _whole;

    /// <param name="expected">The length that was announced; 0 when none was.</param>
    public MemoryBody(long expected) => _firstBlock = expected > 0 ? (int)Math.Min(expected, LargestBlock) : FirstBlock;

    /// <summary>One that is whole from the start; the array is taken as it is.</summary>
    public MemoryBody(byte[] bytes)
    {
        _blocks.Add(bytes);
        _used = bytes.Length;
        _length = bytes.Length;
        Complete();
    }

    /// <inheritdoc />
    public override long Length => Volatile.Read(ref _length);

    /// <inheritdoc />
    public override BodyState State => _state;

    /// <inheritdoc />
    public override bool TryGetWhole(out ReadOnlyMemory<byte> whole)
    {
        // The state first: what it is set after is then there as a whole.
        whole = _state is BodyState.Complete ? _whole : default;
        return _state is BodyState.Complete && whole.Length == Length;
    }

    /// <summary>Adds bytes, which are copied.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
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

            arrival = TakeArrival();
        }

        arrival?.TrySetResult();
    }

    /// <summary>No more bytes follow.</summary>
    public void Complete()
    {
        if (_blocks.Count == 1)
            _whole = _blocks[0].AsMemory(0, _used);
        End(BodyState.Complete);
    }

    /// <summary>It broke off; readers are told after the bytes that are there.</summary>
    public void Break() => End(BodyState.Broken);

    /// <summary>Keeps only what readers still need from now on; none can start once bytes are gone.</summary>
    public void PassOn()
    {
        lock (_gate)
        {
            _passesOn = true;
            DropPassed();
        }
    }

    /// <summary>Completes when the slowest reader is no more than a window behind; at once as long as all is kept.</summary>
    public Task RoomAsync()
    {
        lock (_gate)
        {
            if (!_passesOn || !IsCrowded)
                return Task.CompletedTask;
            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task;
        }
    }

    /// <inheritdoc />
    public override BodyReader? OpenReader(long start)
    {
        lock (_gate)
        {
            if (start < _dropped)
                return null;
            var reader = new MemoryBodyReader(this, start);
            if (_state is BodyState.Open || _passesOn)
                _readers.Add(reader);
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
            _readers.Remove(reader);
        Passed();
    }

    private bool IsCrowded => _length - Slowest > Window;

    // Without readers nothing is passed: the first may be about to start.
    private long Slowest => _readers.Count == 0 ? _dropped : _readers.Min(reader => reader.Position);

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
