namespace ActorProxy.Transport.Rings;

/// <summary>The handles of a ring by number.</summary>
internal sealed class HandleTable
{
    private readonly Stack<int> _free = new();
    private RingHandle?[] _handles = new RingHandle?[256];
    private int _used;

    public int Count => _used - _free.Count;

    public RingHandle? this[int slot] => _handles[slot];

    public int Add(RingHandle handle)
    {
        if (!_free.TryPop(out var slot))
            slot = _used++;
        if (slot == _handles.Length)
            Array.Resize(ref _handles, _handles.Length * 2);
        _handles[slot] = handle;
        return slot;
    }

    public void Replace(int slot, RingHandle handle) => _handles[slot] = handle;

    public void Remove(int slot)
    {
        _handles[slot] = null;
        _free.Push(slot);
    }

    /// <summary>Slots that were ever used; those that are free now are null.</summary>
    public int Used => _used;

    public RingHandle[] Snapshot() => [.. _handles.OfType<RingHandle>()];
}
