using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Tasks.Sources;
using ActorProxy.Transport.Blocks;

namespace ActorProxy.Transport.Connections;

/// <summary>
/// What a connection has received and nobody has consumed yet, and the one who waits for it. A chain of blocks, none while there is
/// nothing. Bytes come in on the ring's thread; the reader may be on any, but what completes later completes on the ring's
/// thread, so that a request stays there.
/// </summary>
internal sealed class RingInput(RingSocket socket) : PipeReader, IValueTaskSource<ReadResult>, IValueTaskSource<int>
{
    /// <summary>Bytes that nobody has looked at when receiving stops, and when it goes on.</summary>
    public const long PauseAt = 128 * 1024;

    private const long ResumeAt = 64 * 1024;

    private ManualResetValueTaskSourceCore<bool> _source;
    private BlockChain _chain;
    private long _unexamined;
    private Memory<byte> _target;
    private int _received;
    private Waiting _waiting;
    private bool _isPaused;
    private bool _isCancelled;
    private bool _hasEnded;
    private bool _isCompleted;
    private bool _isResting;
    private Exception? _fault;
    private CancellationTokenRegistration _cancellation;

    private enum Waiting : byte
    {
        Nobody,
        Reader,
        Receiver,
    }

    /// <summary>Whether enough waits to be read. Becomes true on the ring's thread alone.</summary>
    public bool IsPaused => Volatile.Read(ref _isPaused);

    // The object is its own lock: it is known to this library alone, and a connection has one object fewer.
    private object Gate => this;

    private bool HasSomethingToSay => _unexamined > 0 || _hasEnded || _isCancelled;

    /// <summary>Whether the reader waits and remembers nothing of what it has read.</summary>
    public bool IsResting
    {
        get
        {
            lock (Gate)
                return _isResting && _waiting == Waiting.Reader && !_isCancelled;
        }
    }

    /// <summary>See <see cref="IRestFeature"/>.</summary>
    public void Rest()
    {
        lock (Gate)
            _isResting = _chain.Head is null && !_hasEnded;
    }

    /// <summary>Takes over the filled part of the block, or copies it.</summary>
    /// <param name="block">Received just now.</param>
    /// <param name="isAwaited">Whether <see cref="Wake"/> is to be called.</param>
    /// <returns>False when the block is free again.</returns>
    public bool Accept(Block block, out bool isAwaited)
    {
        lock (Gate)
        {
            _isResting = false;
            isAwaited = _waiting != Waiting.Nobody;
            var start = _waiting == Waiting.Receiver ? FillTarget(block) : 0;
            _waiting = Waiting.Nobody;
            if (_isCompleted)
                return false;
            var rest = block.End - start;
            _unexamined += rest;
            if (_unexamined >= PauseAt)
                _isPaused = true;
            return rest > 0 && Append(block, start);
        }
    }

    /// <summary>No more will come: the peer has ended its direction, or the connection is lost.</summary>
    public void End(Exception? fault)
    {
        bool isAwaited;
        lock (Gate)
        {
            _hasEnded = true;
            _fault = fault;
            isAwaited = _waiting != Waiting.Nobody;
            // Otherwise somebody may still be about to take what came before.
            if (isAwaited)
                _received = 0;
            _waiting = Waiting.Nobody;
            _target = default;
        }

        if (isAwaited)
            Wake();
    }

    /// <summary>Lets the one who waited go on, here and now.</summary>
    public void Wake()
    {
        _cancellation.Dispose();
        _cancellation = default;
        _source.SetResult(true);
    }

    /// <summary>Bytes into the buffer, as many as there are; 0 at the end. One at a time, and not beside the methods of a pipe.</summary>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        int count;
        bool resumes;
        lock (Gate)
        {
            if (_chain.Head is null)
            {
                if (_hasEnded)
                    return _fault is null ? new ValueTask<int>(0) : ValueTask.FromException<int>(_fault);
                _target = buffer;
                _source.Reset();
                _waiting = Waiting.Receiver;
                return new ValueTask<int>(this, _source.Version);
            }

            count = CopyOut(buffer.Span);
            resumes = Examined(count);
        }

        if (resumes)
            socket.ResumeReceive();
        return new ValueTask<int>(count);
    }

    /// <inheritdoc />
    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<ReadResult>(cancellationToken);
        var cancellation = cancellationToken.UnsafeRegister(static input => ((RingInput)input!).CancelPendingRead(), this);
        ValueTask<ReadResult> result;
        lock (Gate)
        {
            ThrowIfCompleted();
            if (!_hasEnded && !_isCancelled && !(_unexamined > 0 && socket.Thread.IsCurrent))
                return Wait(cancellation);
            result = TakeResult(out var read) ? new ValueTask<ReadResult>(read) : ValueTask.FromException<ReadResult>(_fault!);
        }

        cancellation.Dispose();
        return result;
    }

    /// <inheritdoc />
    public override bool TryRead(out ReadResult result)
    {
        lock (Gate)
        {
            ThrowIfCompleted();
            if (!HasSomethingToSay)
            {
                result = default;
                return false;
            }

            return TakeResult(out result) ? true : throw _fault!;
        }
    }

    /// <inheritdoc />
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc />
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        bool resumes;
        lock (Gate)
        {
            resumes = Examined(_unexamined - Unexamined(examined));
            if (consumed.GetObject() is Block block)
                ReleaseUpTo(block, consumed.GetInteger());
        }

        if (resumes)
            socket.ResumeReceive();
    }

    /// <inheritdoc />
    public override void CancelPendingRead()
    {
        lock (Gate)
        {
            _isCancelled = true;
            if (_waiting != Waiting.Reader)
                return;
        }

        socket.Thread.Post(static input => ((RingInput)input).Deliver(), this);
    }

    /// <inheritdoc />
    public override void Complete(Exception? exception = null)
    {
        lock (Gate)
        {
            _isCompleted = true;
            _unexamined = 0;
            _chain.Release();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<ReadResult>.GetStatus(short token) => _source.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<ReadResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    ReadResult IValueTaskSource<ReadResult>.GetResult(short token)
    {
        _source.GetResult(token);
        lock (Gate)
            return TakeResult(out var result) ? result : throw _fault!;
    }

    int IValueTaskSource<int>.GetResult(short token)
    {
        _source.GetResult(token);
        return _received > 0 || _fault is null ? _received : throw _fault;
    }

    private ValueTask<ReadResult> Wait(CancellationTokenRegistration cancellation)
    {
        _cancellation = cancellation;
        _source.Reset();
        _waiting = Waiting.Reader;
        if (HasSomethingToSay)
            socket.Thread.Post(static input => ((RingInput)input).Deliver(), this);
        return new ValueTask<ReadResult>(this, _source.Version);
    }

    // For a reader that was not on this thread, or that is to be disturbed.
    private void Deliver()
    {
        lock (Gate)
        {
            if (_waiting != Waiting.Reader || !HasSomethingToSay)
                return;
            _waiting = Waiting.Nobody;
        }

        Wake();
    }

    // False when there is nothing but the fault. The end comes by itself, behind bytes that all have been looked at: Kestrel takes the
    // bytes of a request's body for cut off when the end comes with them.
    private bool TakeResult(out ReadResult result)
    {
        var wasCancelled = _isCancelled;
        _isCancelled = false;
        var bytes = _chain is { Head: { } head, Tail: { } tail } ? new ReadOnlySequence<byte>(head, _chain.HeadIndex, tail, tail.End) : default;
        result = new ReadResult(bytes, wasCancelled, _hasEnded && _fault is null && _unexamined == 0);
        return wasCancelled || _fault is null || _unexamined > 0;
    }

    private int FillTarget(Block block)
    {
        _received = Math.Min(block.End, _target.Length);
        block.Bytes.Span[.._received].CopyTo(_target.Span);
        _target = default;
        return _received;
    }

    // Small pieces share a block, or a peer that sends byte after byte would have a block for each.
    private bool Append(Block block, int start)
    {
        if (_chain.Tail is { } tail && tail.Room >= block.End)
        {
            block.Bytes.Span[..block.End].CopyTo(tail.Bytes.Span[tail.End..]);
            tail.End += block.End;
            tail.ShowFilled();
            return false;
        }

        _chain.Append(block, start);
        return true;
    }

    private int CopyOut(Span<byte> target)
    {
        var count = 0;
        while (_chain.Head is { } block && count < target.Length)
        {
            var length = Math.Min(block.End - _chain.HeadIndex, target.Length - count);
            block.Bytes.Span.Slice(_chain.HeadIndex, length).CopyTo(target[count..]);
            count += length;
            ReleaseUpTo(block, _chain.HeadIndex + length);
        }

        return count;
    }

    // What is left when all before the position has been looked at. One that is in no block comes from a result without bytes.
    private long Unexamined(SequencePosition examined) =>
        _chain.Tail is { } tail && examined.GetObject() is Block block
            ? tail.RunningIndex + tail.End - (block.RunningIndex + examined.GetInteger())
            : _unexamined;

    private bool Examined(long count)
    {
        _unexamined -= count;
        if (!_isPaused || _unexamined > ResumeAt)
            return false;
        _isPaused = false;
        return true;
    }

    private void ReleaseUpTo(Block last, int index)
    {
        while (_chain.Head is { } block && block != last)
            _chain.ReleaseHead();
        if (_chain.Head is null)
            return;
        if (index < last.End)
            _chain.HeadIndex = index;
        else
            _chain.ReleaseHead();
    }

    private void ThrowIfCompleted()
    {
        if (_isCompleted)
            throw new InvalidOperationException("Reading is completed.");
    }
}
