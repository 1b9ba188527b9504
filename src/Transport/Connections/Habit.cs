namespace ActorProxy.Transport.Connections;

/// <summary>What a client connection has done so far, as far as it tells how long to wait before it is taken back from the server.</summary>
/// <param name="HasSent">Whether it has ever sent anything.</param>
/// <param name="Doublings">How often in a row it came back soon.</param>
internal readonly record struct Habit(bool HasSent, byte Doublings)
{
    // Coming back within so many times what it was waited for is soon.
    private const int Soon = 4;

    /// <summary>Of one that was just accepted.</summary>
    public static Habit None => default;

    /// <summary>How often to look before it is taken back.</summary>
    /// <param name="sweeps">Looks for one that never came back soon.</param>
    public int Patience(int sweeps) => (int)Math.Min(int.MaxValue, (long)sweeps << Doublings);

    /// <summary>After it has come back.</summary>
    /// <param name="away">For how many looks it was away.</param>
    /// <param name="sweeps">As above.</param>
    /// <param name="most">Doublings at most.</param>
    public Habit After(int away, int sweeps, int most) => new(
        HasSent: true,
        HasSent && away < Patience(sweeps) * Soon ? (byte)Math.Min(Doublings + 1, most) : (byte)0);
}
