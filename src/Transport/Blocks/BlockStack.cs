namespace ActorProxy.Transport.Blocks;

/// <summary>Free blocks, linked through themselves. For one thread at a time.</summary>
internal sealed class BlockStack
{
    private Block? _top;

    public int Count { get; private set; }

    public void Push(Block block)
    {
        block.NextFree = _top;
        _top = block;
        Count++;
    }

    public Block? Pop()
    {
        var top = _top;
        if (top is null)
            return null;
        _top = top.NextFree;
        Count--;
        return top;
    }
}
