using System.IO.Pipelines;
using System.Threading.Tasks.Sources;
using ActorProxy.Transport.Blocks;
using ActorProxy.Transport.Kernel;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// What was written to a connection and is not sent yet: a chain of blocks, none while there is nothing. A flush asks the ring to send
/// and completes at once unless much waits to be sent, so a peer that does not read stops the writer. Written from any thread, one
/// at a time; sent from the ring's.
/// </summary>
internal sealed class RingOutput(RingSocket socket) : PipeWriter, IValueTaskSource<FlushResult>, IValueTaskSource
{
    /// <summary>Flushed bytes that wait to be sent at which a flush waits.</summary>
    public const long PauseAt = 64 * 1024;

    private const long ResumeAt = 32 * 1024;

    private ManualResetValueTaskSourceCore<bool> _source;
    private BlockChain _chain;
    private int _unflushed;
    private long _backlog;
    private CancellationTokenRegistration _cancellation;
    private bool _isWaiting;
    private bool _isSending;
    private bool _isLeased;
    private bool _isCancelled;
    private bool _isCompleted;
    private bool _isBroken;

    /// <inheritdoc />
    public override bool CanGetUnflushedBytes => true;

    /// <inheritdoc />
    public override long UnflushedBytes => _unflushed;

    /// <summary>Whether all that was flushed is sent, or cannot be.</summary>
    public bool IsDrained
    {
        get
        {
            lock (Gate)
                return !_isSending;
        }
    }

    /// <summary>Whether all that was written is sent, and more can be.</summary>
    public bool IsResting
    {
        get
        {
            lock (Gate)
                return !_isSending && !_isBroken && !_isCompleted && _unflushed == 0;
        }
    }

    // As in RingInput.
    private object Gate => this;

    /// <inheritdoc />
    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        lock (Gate)
        {
            if (_isCompleted)
                throw new InvalidOperationException("Writing is completed.");
            _isLeased = true;
            if (_chain.Tail is null || _chain.Tail.Room < Math.Max(sizeHint, 1))
                _chain.Append(socket.Thread.Pool.RentBlock(sizeHint));
            return _chain.Tail!.Bytes[_chain.Tail.End..];
        }
    }

    /// <inheritdoc />
    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <inheritdoc />
    public override void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)bytes, (uint)(_chain.Tail?.Room ?? 0));
        // The lease keeps the tail from being released meanwhile.
        _chain.Tail?.End += bytes;
        _unflushed += bytes;
    }

    /// <inheritdoc />
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        bool starts;
        ValueTask<FlushResult> result;
        lock (Gate)
        {
            if (_isBroken)
                return new ValueTask<FlushResult>(Discard());
            starts = Commit();
            result = MustWait ? Wait(cancellationToken) : new ValueTask<FlushResult>(TakeResult());
        }

        if (starts)
            socket.StartSend();
        return result;
    }

    /// <summary>
    /// Sends the bytes, which are copied. Completes when the ring has them and not too many wait. Fails with an IOException when the peer takes none.
    /// </summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        for (var rest = bytes.Span; !rest.IsEmpty;)
        {
            var room = GetSpan(1);
            var length = Math.Min(room.Length, rest.Length);
            rest[..length].CopyTo(room);
            Advance(length);
            rest = rest[length..];
        }

        var flush = FlushAsync(CancellationToken.None);
        if (!flush.IsCompleted)
            return new ValueTask(this, _source.Version);
        return flush.GetAwaiter().GetResult().IsCompleted ? ValueTask.FromException(Broken()) : ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public override void CancelPendingFlush()
    {
        lock (Gate)
        {
            _isCancelled = true;
            if (!_isWaiting)
                return;
            _isWaiting = false;
        }

        Wake();
    }

    /// <inheritdoc />
    public override void Complete(Exception? exception = null)
    {
        bool starts;
        lock (Gate)
        {
            if (_isCompleted)
                return;
            _isCompleted = true;
            starts = Commit();
            if (!starts && _isSending)
                return;
            if (!starts)
                Release();
        }

        if (starts)
            socket.StartSend();
        else
            socket.OnOutputDrained();
    }

    /// <summary>What to send next. On the ring's thread; <see cref="OnSent"/> tells what came of it.</summary>
    public int Gather(Span<Vector> parts)
    {
        lock (Gate)
        {
            var count = 0;
            var left = _isBroken ? 0 : _backlog;
            var start = _chain.HeadIndex;
            for (var block = _chain.Head; block is not null && left > 0 && count < parts.Length; block = block.Following)
            {
                var length = Math.Min(block.End - start, left);
                if (length > 0)
                    parts[count++] = new Vector { Address = (ulong)(block.Address + start), Length = (ulong)length };
                left -= length;
                start = 0;
            }

            return count;
        }
    }

    /// <summary>That many bytes were sent, or a negated errno.</summary>
    public void OnSent(int result)
    {
        bool wakes, goesOn, isDrained;
        lock (Gate)
        {
            if (result > 0)
                Consume(result);
            else
                _isBroken = true;
            _isSending = goesOn = !_isBroken && _backlog > 0;
            isDrained = !goesOn && _isCompleted;
            wakes = _isWaiting && !MustWait;
            _isWaiting &= !wakes;
            if (_isBroken || isDrained)
                Release();
        }

        if (goesOn)
            socket.StartSend();
        if (wakes)
            Wake();
        if (isDrained)
            socket.OnOutputDrained();
    }

    /// <summary>Nothing is sent any more. What the kernel may still be reading is kept until <see cref="Free"/>.</summary>
    public void Break()
    {
        bool wakes;
        lock (Gate)
        {
            _isBroken = true;
            wakes = _isWaiting;
            _isWaiting = false;
        }

        if (wakes)
            Wake();
    }

    /// <summary>The kernel has let go of everything.</summary>
    public void Free()
    {
        lock (Gate)
        {
            _isSending = false;
            Release();
        }
    }

    FlushResult IValueTaskSource<FlushResult>.GetResult(short token)
    {
        _source.GetResult(token);
        lock (Gate)
            return TakeResult();
    }

    void IValueTaskSource.GetResult(short token)
    {
        _source.GetResult(token);
        if (_isBroken)
            throw Broken();
    }

    ValueTaskSourceStatus IValueTaskSource<FlushResult>.GetStatus(short token) => _source.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<FlushResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private bool MustWait => !_isBroken && !_isCancelled && _backlog >= (_isWaiting ? ResumeAt : PauseAt);

    private ValueTask<FlushResult> Wait(CancellationToken cancellation)
    {
        _source.Reset();
        _isWaiting = true;
        _cancellation = cancellation.UnsafeRegister(static output => ((RingOutput)output!).CancelPendingFlush(), this);
        return new ValueTask<FlushResult>(this, _source.Version);
    }

    private void Wake()
    {
        _cancellation.Dispose();
        _source.SetResult(true);
    }

    // Whether a send must be started for what was written.
    private bool Commit()
    {
        _isLeased = false;
        _backlog += _unflushed;
        _unflushed = 0;
        if (_backlog == 0 || _isSending)
            return false;
        return _isSending = true;
    }

    private FlushResult TakeResult()
    {
        var wasCancelled = _isCancelled;
        _isCancelled = false;
        return new FlushResult(wasCancelled, _isBroken);
    }

    private FlushResult Discard()
    {
        _isLeased = false;
        if (!_isSending)
            Release();
        return TakeResult();
    }

    private void Consume(int count)
    {
        _backlog -= count;
        while (_chain.Head is { } block)
        {
            var length = Math.Min(count, block.End - _chain.HeadIndex);
            _chain.HeadIndex += length;
            count -= length;
            // The tail stays while somebody writes into it.
            if (_chain.HeadIndex < block.End || (block == _chain.Tail && (_isLeased || _unflushed > 0)))
                return;
            _chain.ReleaseHead();
        }
    }

    private void Release()
    {
        _backlog = 0;
        if (_isLeased)
            return;
        _unflushed = 0;
        _chain.Release();
    }

    private static IOException Broken() => new("The peer takes no more bytes.");
}
