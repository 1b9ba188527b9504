using ActorProxy.Transport.Blocks;

namespace ActorProxy.Transport.Rings;

/// <summary>Where bytes come in: a ring, and the blocks that the kernel fills for what is received by it. On the ring's thread.</summary>
internal sealed class Intake
{
    /// <summary>Throws what the kernel says when it refuses one of the two.</summary>
    public Intake(RingShape shape, BlockPool pool)
    {
        Ring = new Ring(shape);
        try
        {
            Buffers = new BufferRing(Ring, pool, shape.FewestBuffers, shape.MostBuffers, shape.SweepsOf(shape.MoreBuffersFor));
        }
        catch
        {
            Ring.Dispose();
            throw;
        }
    }

    public Ring Ring { get; }

    public BufferRing Buffers { get; }

    /// <summary>When nobody asks for anything any more.</summary>
    public void Free()
    {
        Ring.Dispose();
        Buffers.Free();
    }
}
