using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace ActorProxy.Transport.Blocks;

/// <summary>
/// The memory of connections, in pinned blocks of 16 KiB: a body then takes a quarter of the system calls that Kestrel's own 4 KiB
/// need. An idle connection holds none. A ring's thread keeps some free blocks for itself. What a burst needed is kept for the next, and
/// given up by halves while it is not asked for: made anew for each burst, blocks would be garbage that lies until a full collection.
/// </summary>
public sealed class BlockPool : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockSize = 16 * 1024;

    /// <summary>Free blocks kept for all threads at most: 256 MiB.</summary>
    public const int MaxKept = 16 * 1024;

    /// <summary>Free blocks that are never given up: 16 MiB.</summary>
    public const int AlwaysKept = 1024;

    /// <summary>Free blocks kept by a ring's thread besides: 2 MiB.</summary>
    internal const int MaxKeptByThread = 128;

    private static readonly TimeSpan TrimInterval = TimeSpan.FromSeconds(10);

    [ThreadStatic]
    private static ThreadCache? _ownOfThread;

    private readonly Lock _lock = new();
    private readonly BlockStack _free = new();
    private readonly List<BlockStack> _freeByThread = [];
    private readonly Timer _trimming;
    private bool _isTrimming;
    private int _leastFree;
    private long _made;

    /// <summary>One of its own, for tests; connections share <see cref="Instance"/>.</summary>
    public BlockPool() => _trimming = new Timer(_ => Trim());

    /// <summary>One for the process.</summary>
    public static BlockPool Instance { get; } = new();

    /// <summary>Free blocks for all threads.</summary>
    internal int Free
    {
        get
        {
            lock (_lock)
                return _free.Count;
        }
    }

    /// <inheritdoc />
    public override int MaxBufferSize => BlockSize;

    /// <summary>
    /// Blocks that somebody has now, for who looks for leaks: those made less those free, so that nothing is counted when one is
    /// rented. Exact while no ring's thread rents or returns.
    /// </summary>
    public long Rented
    {
        get
        {
            lock (_lock)
                return Volatile.Read(ref _made) - _free.Count - _freeByThread.Sum(free => free.Count);
        }
    }

    /// <inheritdoc />
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <inheritdoc />
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        return RentBlock();
    }

    /// <summary>Lets the calling thread keep free blocks for itself, until it ends.</summary>
    internal void KeepOnThisThread()
    {
        _ownOfThread = new ThreadCache(this, new BlockStack());
        lock (_lock)
            _freeByThread.Add(_ownOfThread.Free);
    }

    /// <summary>Gives up what the calling thread kept.</summary>
    internal void ForgetThisThread()
    {
        if (_ownOfThread is not { } own)
            return;
        _ownOfThread = null;
        while (own.Free.Pop() is { } block)
            Keep(block);
        lock (_lock)
            _freeByThread.Remove(own.Free);
    }

    /// <summary>A block of at least that size: one that is larger than all others is made for the occasion.</summary>
    internal Block RentBlock(int size = BlockSize)
    {
        if (size > BlockSize)
            return Make(size);
        var block = _ownOfThread is { } own && own.Pool == this ? own.Free.Pop() : null;
        return (block ?? Take())?.Rented() ?? Make(BlockSize);
    }

    /// <summary>Called by the block itself.</summary>
    internal void Return(Block block)
    {
        if (block.Bytes.Length != BlockSize)
            Interlocked.Decrement(ref _made);
        else if (_ownOfThread is { } own && own.Pool == this && own.Free.Count < MaxKeptByThread)
            own.Free.Push(block);
        else
            Keep(block);
    }

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        // Shared by servers that come and go; the timer goes with the last of them.
    }

    private Block Make(int size)
    {
        Interlocked.Increment(ref _made);
        return new Block(this, size);
    }

    /// <summary>Gives up half of the free blocks that nobody asked for since the last time.</summary>
    internal void Trim()
    {
        lock (_lock)
        {
            for (var surplus = (Math.Min(_leastFree, _free.Count) - AlwaysKept + 1) / 2; surplus > 0; surplus--)
            {
                _free.Pop();
                Interlocked.Decrement(ref _made);
            }

            _leastFree = _free.Count;
            _isTrimming = _free.Count > AlwaysKept;
            if (!_isTrimming)
                _trimming.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private Block? Take()
    {
        lock (_lock)
        {
            var block = _free.Pop();
            _leastFree = Math.Min(_leastFree, _free.Count);
            return block;
        }
    }

    private void Keep(Block block)
    {
        lock (_lock)
        {
            if (_free.Count >= MaxKept)
            {
                Interlocked.Decrement(ref _made);
                return;
            }

            _free.Push(block);
            if (_isTrimming || _free.Count <= AlwaysKept)
                return;
            _isTrimming = true;
            _leastFree = 0;
            _trimming.Change(TrimInterval, TrimInterval);
        }
    }

    private sealed record ThreadCache(BlockPool Pool, BlockStack Free);
}
