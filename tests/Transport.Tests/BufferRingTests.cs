using ActorProxy.Transport.Blocks;
using ActorProxy.Transport.Rings;

namespace ActorProxy.Transport.Tests;

/// <summary>How many blocks the kernel has to fill: few, and more where few do not last.</summary>
public sealed class BufferRingTests : IDisposable
{
    private const int CalmAfter = 3;

    private readonly BlockPool _pool = new();
    private readonly Ring _ring = new(RingShape.Usual);
    private readonly BufferRing _buffers;

    public BufferRingTests() => _buffers = new BufferRing(_ring, _pool, fewest: 2, count: 8, CalmAfter);

    [Fact]
    public void Shortage_DoublesThem()
    {
        _buffers.OnShortage();
        Assert.Equal(4, _buffers.Count);
        Assert.Equal(4, _pool.Rented);
    }

    [Fact]
    public void Shortage_ToldByMany_CountsOnce()
    {
        _buffers.OnShortage();
        _buffers.OnShortage();
        _buffers.OnShortage();
        Assert.Equal(4, _buffers.Count);
    }

    [Fact]
    public void Shortage_ThatComesAgain_DoublesThemUpToTheBound()
    {
        for (var turn = 0; turn < 4; turn++)
        {
            _buffers.OnShortage();
            UseAll();
        }

        Assert.Equal(8, _buffers.Count);
    }

    [Fact]
    public void Calm_HalvesThemDownToTheFewest()
    {
        _buffers.OnShortage();
        UseAll();
        _buffers.OnShortage();
        Calm();
        UseAll();
        Assert.Equal(4, _buffers.Count);
        Calm();
        UseAll();
        Assert.Equal(2, _buffers.Count);
        Calm();
        UseAll();
        Assert.Equal(2, _buffers.Count);
        Assert.Equal(2, _pool.Rented);
    }

    [Fact]
    public void Calm_BeginsAnewWithAShortage()
    {
        _buffers.OnShortage();
        UseAll();
        _buffers.OnSweep();
        _buffers.OnSweep();
        _buffers.OnShortage();
        _buffers.OnSweep();
        UseAll();
        Assert.Equal(8, _buffers.Count);
    }

    [Fact]
    public void Block_GivenAwayWhereFewerAreEnough_HasNoSuccessor()
    {
        _buffers.OnShortage();
        Calm();
        var block = _buffers[0];
        _buffers.GiveAway(0);
        Assert.Equal(3, _buffers.Count);
        block.Dispose();
        Assert.Equal(3, _pool.Rented);
    }

    public void Dispose()
    {
        _ring.Dispose();
        _buffers.Free();
        Assert.Equal(0, _pool.Rented);
    }

    private void UseAll()
    {
        for (var number = _buffers.Count - 1; number >= 0; number--)
            _buffers.Return(number);
    }

    private void Calm()
    {
        for (var sweep = 0; sweep < CalmAfter; sweep++)
            _buffers.OnSweep();
    }
}
