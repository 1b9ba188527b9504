using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;

namespace ActorProxy.Host.Listeners;

/// <summary>
/// The buffers of client connections, of 16 KiB where Kestrel's own have 4: a body then takes a quarter of the system calls. An
/// idle connection holds none. What a burst needed beyond <see cref="MaxKept"/> is left to the garbage collector.
/// </summary>
internal sealed class BlockPool : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    /// <summary>Bytes of a block.</summary>
    public const int BlockSize = 16 * 1024;

    /// <summary>Free blocks kept: 16 MiB.</summary>
    public const int MaxKept = 1024;

    private readonly ConcurrentStack<Block> _free = new();
    private int _kept;

    /// <summary>One for all listeners of the process.</summary>
    public static BlockPool Instance { get; } = new();

    public override int MaxBufferSize => BlockSize;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        if (!_free.TryPop(out var block))
            return new Block(this);
        Interlocked.Decrement(ref _kept);
        return block.Rented();
    }

    // Shared by servers that come and go.
    protected override void Dispose(bool disposing)
    {
    }

    private void Return(Block block)
    {
        if (Interlocked.Increment(ref _kept) <= MaxKept)
            _free.Push(block);
        else
            Interlocked.Decrement(ref _kept);
    }

    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        private int _isFree;

        // Pinned, since the kernel reads and writes it while the collector may be moving things.
        public Memory<byte> Memory { get; } =
            MemoryMarshal.CreateFromPinnedArray(GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true), 0, BlockSize);

        public Block Rented()
        {
            Volatile.Write(ref _isFree, 0);
            return this;
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isFree, 1) == 0)
                pool.Return(this);
        }
    }
}
