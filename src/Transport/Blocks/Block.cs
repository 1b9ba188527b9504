using System.Buffers;
using System.Runtime.InteropServices;

namespace ActorProxy.Transport.Blocks;

/// <summary>
/// A pinned piece of memory which is also a link of the chains that connections keep received and unsent bytes in, so that a chain
/// costs no objects of its own. Owned by exactly one place: a ring's buffers, a connection's chain, or who rented it.
/// </summary>
internal sealed class Block : ReadOnlySequenceSegment<byte>, IMemoryOwner<byte>
{
    private readonly BlockPool _pool;
    private int _isFree;

    public Block(BlockPool pool, int size)
    {
        _pool = pool;
        var bytes = GC.AllocateUninitializedArray<byte>(size, pinned: true);
        Bytes = MemoryMarshal.CreateFromPinnedArray(bytes, 0, size);
        Address = Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0);
    }

    /// <summary>All of it.</summary>
    public Memory<byte> Bytes { get; }

    /// <summary>Where the kernel finds it.</summary>
    public nint Address { get; }

    /// <summary>How many bytes of it are filled.</summary>
    public int End { get; set; }

    /// <summary>Bytes behind <see cref="End"/>.</summary>
    public int Room => Bytes.Length - End;

    /// <summary>The block behind it in its chain.</summary>
    public Block? Following
    {
        get => (Block?)Next;
        set => Next = value;
    }

    /// <summary>The next in a list of free blocks.</summary>
    public Block? NextFree { get; set; }

    Memory<byte> IMemoryOwner<byte>.Memory => Bytes;

    /// <summary>Makes it the end of a chain, with the filled bytes in view.</summary>
    public void FollowUpon(Block? previous)
    {
        RunningIndex = previous is null ? 0 : previous.RunningIndex + previous.End;
        if (previous is not null)
            previous.Following = this;
        ShowFilled();
    }

    /// <summary>Brings into view what was filled since.</summary>
    public void ShowFilled() => Memory = Bytes[..End];

    /// <summary>Takes it out of the free ones.</summary>
    public Block Rented()
    {
        NextFree = null;
        Volatile.Write(ref _isFree, 0);
        return this;
    }

    /// <summary>Gives it back; a second time does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isFree, 1) != 0)
            return;
        End = 0;
        Next = null;
        Memory = default;
        _pool.Return(this);
    }
}
