namespace ActorProxy.Transport.Blocks;

/// <summary>
/// Bytes in the order in which they go through a connection: blocks that are linked through themselves, read from the front and added to
/// at the back. No block while there is nothing. Not safe for two threads at once.
/// </summary>
internal struct BlockChain
{
    /// <summary>The first block; null while there is none.</summary>
    public Block? Head { get; private set; }

    /// <summary>How many bytes of <see cref="Head"/> are done with.</summary>
    public int HeadIndex { get; set; }

    /// <summary>The last block; null while there is none.</summary>
    public Block? Tail { get; private set; }

    /// <summary>Takes over the block, of which that many bytes are done with already if it is the first.</summary>
    public void Append(Block block, int start = 0)
    {
        block.FollowUpon(Tail);
        Tail = block;
        if (Head is not null)
            return;
        Head = block;
        HeadIndex = start;
    }

    /// <summary>Gives the first block back.</summary>
    public void ReleaseHead()
    {
        var block = Head!;
        Head = block.Following;
        HeadIndex = 0;
        if (Head is null)
            Tail = null;
        block.Dispose();
    }

    /// <summary>Gives all blocks back.</summary>
    public void Release()
    {
        while (Head is not null)
            ReleaseHead();
    }
}
