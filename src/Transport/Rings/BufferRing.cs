using System.Runtime.InteropServices;
using ActorProxy.Transport.Blocks;
using ActorProxy.Transport.Kernel;

namespace ActorProxy.Transport.Rings;

/// <summary>
/// The blocks that the kernel may receive into (io_uring_register(2), IORING_REGISTER_PBUF_RING): it takes one when bytes are there, so
/// that a connection that waits holds none. A block that brought bytes is handed to the connection and another takes its place
/// at once, so that connections that hold their bytes for long never starve the others.
/// </summary>
internal sealed unsafe class BufferRing
{
    /// <summary>The only group.</summary>
    public const ushort Group = 0;

    private readonly BlockPool _pool;
    private readonly Block[] _blocks;
    private readonly BufferEntry* _entries;
    private ushort _tail;

    /// <param name="ring">Whose it is.</param>
    /// <param name="pool">Where the blocks come from.</param>
    /// <param name="count">How many blocks, a power of two.</param>
    public BufferRing(Ring ring, BlockPool pool, int count)
    {
        _pool = pool;
        _blocks = new Block[count];
        _entries = (BufferEntry*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(BufferEntry)), (nuint)Environment.SystemPageSize);
        BufferRegistration registration = new() { RingAddress = (ulong)_entries, Entries = (uint)count, Group = Group };
        if (Libc.Register(ring.File, Flags.RegisterBufferRing, &registration, 1) < 0)
        {
            var errno = Libc.LastError;
            NativeMemory.AlignedFree(_entries);
            throw Errno.ToException(errno);
        }

        for (ushort number = 0; number < count; number++)
        {
            _blocks[number] = pool.RentBlock();
            Add(number);
        }
    }

    /// <summary>What the kernel filled; it stays in the ring's keeping until <see cref="GiveAway"/>.</summary>
    public Block this[int number] => _blocks[number];

    /// <summary>Lets the kernel fill it again: its bytes were copied.</summary>
    public void Return(int number) => Add((ushort)number);

    /// <summary>Lets go of the block, which has an owner now, and puts another in its place.</summary>
    public void GiveAway(int number)
    {
        _blocks[number] = _pool.RentBlock();
        Add((ushort)number);
    }

    /// <summary>After the ring is gone, and nobody writes into the blocks any more.</summary>
    public void Free()
    {
        foreach (var block in _blocks)
            block.Dispose();
        NativeMemory.AlignedFree(_entries);
    }

    private void Add(ushort number)
    {
        var entry = _entries + (_tail & (_blocks.Length - 1));
        entry->Address = (ulong)_blocks[number].Address;
        entry->Length = BlockPool.BlockSize;
        entry->Number = number;
        Volatile.Write(ref _entries->Tail, ++_tail);
    }
}
