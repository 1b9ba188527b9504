using System.Numerics;

namespace ActorProxy.Host.Diagnostics;

/// <summary>
/// A row of counters that many cores add to at once. Each core has its own copy of the row, made when it first needs it, so
/// that no two cores write to the same cache line; reading sums the copies.
/// </summary>
internal sealed class StripedCells(int width)
{
    // Beyond this many copies memory costs more than what is left of the contention.
    private const int MaxStripes = 16;

    // Unused cells before and after the row: its first and last cache line belong to it alone.
    private const int Padding = 8;

    private static readonly int Stripes = (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount), MaxStripes);

    private readonly long[]?[] _stripes = new long[]?[Stripes];

    /// <summary>The row of this core. A thread may be moved while it holds the row: add with <see cref="Interlocked"/>.</summary>
    public Span<long> Mine
    {
        get
        {
            ref var stripe = ref _stripes[Thread.GetCurrentProcessorId() & (Stripes - 1)];
            return (Volatile.Read(ref stripe) ?? Create(ref stripe)).AsSpan(Padding, width);
        }
    }

    /// <summary>The sum of one counter over all cores.</summary>
    public long Sum(int cell)
    {
        long sum = 0;
        for (var i = 0; i < _stripes.Length; i++)
        {
            if (Volatile.Read(ref _stripes[i]) is { } stripe)
                sum += Volatile.Read(ref stripe[Padding + cell]);
        }

        return sum;
    }

    private long[] Create(ref long[]? stripe)
    {
        var made = new long[width + (2 * Padding)];
        return Interlocked.CompareExchange(ref stripe, made, null) ?? made;
    }
}
