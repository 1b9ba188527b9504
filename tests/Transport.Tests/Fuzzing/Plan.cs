namespace ActorProxy.Transport.Tests.Fuzzing;

/// <summary>How one side of a conversation ends.</summary>
internal enum Ending
{
    /// <summary>It sends all, says so, reads to the end and closes.</summary>
    Orderly,

    /// <summary>It closes somewhere amid what it sends.</summary>
    CloseAmid,

    /// <summary>The same by a reset.</summary>
    ResetAmid,
}

/// <summary>What happens in one conversation, drawn from a seed.</summary>
/// <param name="Incoming">Whether the connection on the ring is accepted there; it connects otherwise.</param>
/// <param name="ByPipes">Whether it is used as a pair of pipes; by receiving and sending otherwise.</param>
/// <param name="FromPeer">Bytes that the plain socket sends.</param>
/// <param name="FromHere">Bytes that the connection on the ring sends.</param>
/// <param name="PeerEnding">How the plain socket ends.</param>
/// <param name="HereEnding">How the connection on the ring ends.</param>
/// <param name="LongestPiece">Bytes sent or read at once, at most.</param>
/// <param name="Slowness">How often somebody pauses.</param>
internal sealed record Plan(
    bool Incoming, bool ByPipes, long FromPeer, long FromHere, Ending PeerEnding, Ending HereEnding, int LongestPiece, double Slowness)
{
    /// <summary>Whether both sides must get all.</summary>
    public bool IsOrderly => PeerEnding == Ending.Orderly && HereEnding == Ending.Orderly;

    public static Plan Draw(Random random) => new(
        random.Next(2) == 0,
        random.Next(2) == 0,
        Length(random),
        Length(random),
        EndingFrom(random),
        EndingFrom(random),
        1 << random.Next(4, 18),
        random.Next(3) == 0 ? random.NextDouble() : 0);

    // From nothing to some times what a connection holds, on a logarithmic scale.
    private static long Length(Random random) => random.Next(8) == 0 ? 0 : (long)Math.Pow(2, random.NextDouble() * 20.5);

    private static Ending EndingFrom(Random random) => random.Next(10) switch
    {
        0 or 1 => Ending.CloseAmid,
        2 or 3 => Ending.ResetAmid,
        _ => Ending.Orderly,
    };
}
