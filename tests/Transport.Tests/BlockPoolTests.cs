using ActorProxy.Transport.Blocks;

namespace ActorProxy.Transport.Tests;

public sealed class BlockPoolTests
{
    [Fact]
    public void Trim_AfterABurst_GivesUpHalfOfWhatNobodyAskedForEachTime()
    {
        const int burst = BlockPool.AlwaysKept + 1000;
        using var pool = new BlockPool();
        foreach (var block in Enumerable.Range(0, burst).Select(_ => pool.Rent()).ToArray())
            block.Dispose();

        pool.Trim();
        Assert.Equal(burst, pool.Free);
        pool.Trim();
        Assert.Equal(burst - 500, pool.Free);
        for (var i = 0; i < 20; i++)
            pool.Trim();
        Assert.Equal((BlockPool.AlwaysKept, 0), (pool.Free, pool.Rented));
    }
}
