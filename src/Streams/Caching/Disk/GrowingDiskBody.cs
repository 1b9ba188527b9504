using ActorProxy.Streams.Caching.Stored;

namespace ActorProxy.Streams.Caching.Disk;

/// <summary>
/// A body that is too large for memory, on its way into a file. Readers follow it through the file, and through the block that is not in
/// it yet; its writer never waits for them. When the disk takes no more, what is in the file is still read from there and the rest is
/// passed on through memory: the clients get all of it, the cache keeps none.
/// </summary>
public sealed class GrowingDiskBody : WritableBody, IDisposable
{
    private readonly DiskFile _file;
    private readonly DiskFaults _faults;
    private readonly Lock _gate = new();
    private readonly List<GrowingDiskReader> _readers = [];
    private TaskCompletionSource? _arrival;
    private volatile BodyState _state;
    private volatile MemoryBody? _rest;
    private long _restStart;

    internal GrowingDiskBody(DiskFile file, DiskFaults faults)
    {
        _file = file;
        _faults = faults;
    }

    /// <inheritdoc />
    public override long Length => _rest is { } rest ? _restStart + rest.Length : _file.Length;

    /// <inheritdoc />
    public override BodyState State => _state;

    /// <inheritdoc />
    public override bool IsKept => _rest is null;

    internal long Number => _file.Number;

    /// <inheritdoc />
    public override async ValueTask AppendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_rest is null)
            await TryWriteAsync(bytes).ConfigureAwait(false);
        else
            await _rest.AppendAsync(bytes).ConfigureAwait(false);
        Signal(BodyState.Open);
    }

    /// <inheritdoc />
    public override async ValueTask CompleteAsync()
    {
        try
        {
            if (_rest is null)
                await _file.CompleteAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (DiskFaults.Are(fault))
        {
            GoOnInMemory(fault);
        }

        if (_rest is { } rest)
            await rest.CompleteAsync().ConfigureAwait(false);
        Signal(BodyState.Complete);
    }

    /// <inheritdoc />
    public override void Break()
    {
        _rest?.Break();
        Signal(BodyState.Broken);
        Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    /// <inheritdoc />
    public override BodyReader? OpenReader(long start)
    {
        try
        {
            lock (_gate)
            {
                if (_rest is not null && _file.IsGone)
                    return null;
                var reader = new GrowingDiskReader(this, _file, _faults, start);
                if (_rest is { } rest)
                    reader.Rest = rest.OpenReader(Math.Max(0, start - _restStart));
                else if (_state is BodyState.Open)
                    _readers.Add(reader);
                return reader;
            }
        }
        catch (Exception fault) when (DiskFaults.Are(fault))
        {
            return null;
        }
    }

    /// <summary>Null when there is more than that already, or no more will come.</summary>
    internal Task? ArrivalAfter(long position)
    {
        lock (_gate)
        {
            if (_state is not BodyState.Open || Length > position)
                return null;
            _arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _arrival.Task;
        }
    }

    /// <summary>Whether a position lies behind what the disk took.</summary>
    internal bool IsInRest(long position) => _rest is not null && position >= _restStart;

    /// <summary>Bytes that can be read from the file.</summary>
    internal long FileLength => _rest is null ? _file.Length : _restStart;

    internal void Forget(GrowingDiskReader reader)
    {
        lock (_gate)
            _readers.Remove(reader);
    }

    private async ValueTask TryWriteAsync(ReadOnlyMemory<byte> bytes)
    {
        var before = _file.Length;
        try
        {
            await _file.AppendAsync(bytes).ConfigureAwait(false);
        }
        catch (Exception fault) when (DiskFaults.Are(fault))
        {
            var taken = (int)(_file.Length - before);
            GoOnInMemory(fault);
            await _rest!.AppendAsync(bytes[taken..]).ConfigureAwait(false);
        }
    }

    // Whole blocks are in the file; the one that could not be written is still in memory. Every reader gets its place in the rest now,
    // so that nothing of it is dropped before it has been there.
    private void GoOnInMemory(Exception fault)
    {
        _faults.Note(fault);
        lock (_gate)
        {
            var rest = new MemoryBody(0, limit: 0);
            _restStart = _file.WrittenLength;
            var tail = new byte[DiskLayout.Block];
            rest.Append(tail.AsSpan(0, _file.CopyTail(_restStart, tail)));
            foreach (var reader in _readers)
                reader.Rest = rest.OpenReader(Math.Max(0, reader.Position - _restStart));
            _rest = rest;
        }

        // Readers have it open; its name is not needed any more.
        _file.Dispose();
    }

    private void Signal(BodyState state)
    {
        TaskCompletionSource? arrival;
        lock (_gate)
        {
            if (state is not BodyState.Open)
                _state = state;
            (arrival, _arrival) = (_arrival, null);
        }

        arrival?.TrySetResult();
    }
}
