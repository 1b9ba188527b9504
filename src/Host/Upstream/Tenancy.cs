namespace ActorProxy.Host.Upstream;

/// <summary>
/// Who may use a connection now: nobody (idle), one request (a turn), or nobody any more (dead). Renting, releasing, idle
/// closes and aborts race from any thread; each change is one compare-and-swap, and a change meant for one turn
/// can never hit a later one. Starts in use, by turn 1. Turns wrap around after 2^30.
/// </summary>
internal struct Tenancy()
{
    private const int IdleMark = 0;
    private const int UseMark = 1;
    private const int DeadMark = 2;
    private const int Marks = 3;
    private const int NextTurn = 4;

    private int _value = NextTurn | UseMark;

    /// <summary>Which use of the connection this is.</summary>
    public readonly int Turn => Volatile.Read(in _value) & ~Marks;

    public readonly bool IsIdle => (Volatile.Read(in _value) & Marks) == IdleMark;

    /// <summary>Idle to in use, as another turn.</summary>
    public bool TryRent()
    {
        var value = Volatile.Read(ref _value);
        return (value & Marks) == IdleMark && TryChange(value, unchecked(value + NextTurn) | UseMark);
    }

    /// <summary>In use to idle.</summary>
    public bool TryRelease()
    {
        var value = Volatile.Read(ref _value);
        return (value & Marks) == UseMark && TryChange(value, value & ~Marks);
    }

    /// <summary>Idle to dead.</summary>
    public bool TryEndIdle()
    {
        var value = Volatile.Read(ref _value);
        return (value & Marks) == IdleMark && TryChange(value, value | DeadMark);
    }

    /// <summary>In use by that turn to dead.</summary>
    public bool TryEndTurn(int turn) => TryChange(turn | UseMark, turn | DeadMark);

    private bool TryChange(int from, int to) => Interlocked.CompareExchange(ref _value, to, from) == from;
}
