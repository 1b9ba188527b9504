using System.Runtime.InteropServices;
using ActorProxy.Transport.Blocks;
using ActorProxy.Transport.Kernel;

namespace ActorProxy.Transport.Rings;

/// <summary>
/// The blocks that the kernel may receive into (io_uring_register(2), IORING_REGISTER_PBUF_RING): it takes one when bytes are there, so
/// that a connection that waits holds none. A block that brought bytes is handed to the connection and another takes its place
/// at once, so that connections that hold their bytes for long never starve the others. The kernel fills them in turn, each as long ago as
/// there are blocks: it is given few, which the processor's caches can hold, and more when they do not last.
/// </summary>
internal sealed unsafe class BufferRing
{
    /// <summary>The only group.</summary>
    public const ushort Group = 0;

    private readonly BlockPool _pool;
    private readonly Block?[] _blocks;
    private readonly BufferEntry* _entries;
    private readonly Stack<ushort> _unused = new();
    private readonly int _fewest;
    private readonly int _calmAfter;
    private int _target;
    private int _calmSweeps;
    private long _added;
    private long _addedUntilMore;

    /// <param name="ring">Whose it is.</param>
    /// <param name="pool">Where the blocks come from.</param>
    /// <param name="fewest">How many blocks at first, and again after a while.</param>
    /// <param name="count">How many at most, a power of two.</param>
    /// <param name="calmAfter">Sweeps without a shortage after which fewer are enough.</param>
    public BufferRing(Ring ring, BlockPool pool, int fewest, int count, int calmAfter)
    {
        (_pool, _fewest, _target, _calmAfter) = (pool, fewest, fewest, calmAfter);
        _blocks = new Block?[count];
        _entries = (BufferEntry*)NativeMemory.AlignedAlloc((nuint)(count * sizeof(BufferEntry)), (nuint)Environment.SystemPageSize);
        BufferRegistration registration = new() { RingAddress = (ulong)_entries, Entries = (uint)count, Group = Group };
        if (Libc.Register(ring.File, Flags.RegisterBufferRing, &registration, 1) < 0)
        {
            var errno = Libc.LastError;
            NativeMemory.AlignedFree(_entries);
            throw Errno.ToException(errno);
        }

        for (var number = count - 1; number >= 0; number--)
            _unused.Push((ushort)number);
        Fill();
    }

    /// <summary>How many blocks there are for the kernel, those that it has filled just now among them.</summary>
    public int Count => _blocks.Length - _unused.Count;

    /// <summary>What the kernel filled; it stays in the ring's keeping until <see cref="GiveAway"/>.</summary>
    public Block this[int number] => _blocks[number]!;

    /// <summary>Lets the kernel fill it again: its bytes were copied.</summary>
    public void Return(int number)
    {
        if (Count > _target)
            Retire(number).Dispose();
        else
            Add((ushort)number, this[number]);
    }

    /// <summary>Lets go of the block, which has an owner now, and puts another in its place.</summary>
    public void GiveAway(int number)
    {
        if (Count > _target)
            Retire(number);
        else
            Add((ushort)number, _pool.RentBlock());
    }

    /// <summary>
    /// The kernel had none for a receive, which must be asked for again. Twice as many from now on, unless that was so before they were all used once: it
    /// says so for each receive that it had none for.
    /// </summary>
    public void OnShortage()
    {
        _calmSweeps = 0;
        if (_added < _addedUntilMore)
            return;
        _target = Math.Min(_target * 2, _blocks.Length);
        Fill();
        _addedUntilMore = _added + _target;
    }

    /// <summary>With every look at the time.</summary>
    public void OnSweep()
    {
        if (_target == _fewest || ++_calmSweeps < _calmAfter)
            return;
        (_target, _calmSweeps) = (Math.Max(_target / 2, _fewest), 0);
    }

    /// <summary>After the ring is gone, and nobody writes into the blocks any more.</summary>
    public void Free()
    {
        foreach (var block in _blocks)
            block?.Dispose();
        NativeMemory.AlignedFree(_entries);
    }

    private void Fill()
    {
        while (Count < _target)
            Add(_unused.Pop(), _pool.RentBlock());
    }

    private Block Retire(int number)
    {
        var block = this[number];
        _blocks[number] = null;
        _unused.Push((ushort)number);
        return block;
    }

    private void Add(ushort number, Block block)
    {
        _blocks[number] = block;
        var entry = _entries + (_added & (_blocks.Length - 1));
        entry->Address = (ulong)block.Address;
        entry->Length = BlockPool.BlockSize;
        entry->Number = number;
        Volatile.Write(ref _entries->Tail, (ushort)++_added);
    }
}
