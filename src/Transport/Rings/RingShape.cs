using ActorProxy.Transport.Kernel;

namespace ActorProxy.Transport.Rings;

/// <summary>How large a ring is, and its way into the kernel. Tests make it narrow.</summary>
internal sealed record RingShape
{
    /// <summary>What serves.</summary>
    public static RingShape Usual { get; } = new();

    /// <summary>Requests that are written before they are handed over; more are handed over in parts. A power of two.</summary>
    public uint Submissions { get; init; } = 1024;

    /// <summary>
    /// Completions the kernel can put down before it keeps a list of its own (IORING_FEAT_NODROP), which is slower. A power of two.
    /// </summary>
    public uint Completions { get; init; } = 8 * 1024;

    /// <summary>
    /// Blocks of 16 KiB that the kernel may fill between two looks at the completions, touched only as far as bytes came, and used in turn. With 256
    /// where 64 were enough, a small request costs 5 % more and 1 MB 15 %: each block has left the processor's nearest caches when its turn comes.
    /// </summary>
    public int FewestBuffers { get; init; } = 64;

    /// <summary>As many when fewer do not last. A power of two, as are those that it begins with.</summary>
    public int MostBuffers { get; init; } = 256;

    /// <summary>After so long without a shortage half of them are enough again.</summary>
    public TimeSpan MoreBuffersFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a receive that goes on and on is to end after some bytes, where the kernel can do that.</summary>
    public bool LimitsReceives { get; init; } = true;

    /// <summary>
    /// How many exchanges that clients began in the last moments may be under way, when more wait than can be served (<see cref="Admission"/>).
    /// Ascending; the last holds until another is found to be better.
    /// </summary>
    public IReadOnlyList<int> Admitted { get; init; } = [64, 256, 1024];

    /// <summary>Clients that have sent something between two sweeps, from which on the thread may cease to interrupt others (<see cref="Preemption"/>).</summary>
    public int ManyClients { get; init; } = 8;

    /// <summary>How often a second clients must have been received from for that.</summary>
    public double OftenPerSecond { get; init; } = 2000;

    /// <summary>How often it must sleep for each time that it receives from a client.</summary>
    public double RestlessFrom { get; init; } = 0.2;

    /// <summary>After so long without interrupting others it tries again whether it has to be so.</summary>
    public TimeSpan CalmFor { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often idle connections are looked at.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How many times things are looked at until that time has certainly passed.</summary>
    public int SweepsOf(TimeSpan time) => (int)Math.Min(int.MaxValue - 1, Math.Ceiling(time / SweepInterval)) + 1;

    /// <summary>io_uring_enter(2).</summary>
    public EnterCall Enter { get; init; } = Libc.Enter;
}
