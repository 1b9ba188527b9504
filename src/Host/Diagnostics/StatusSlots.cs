namespace ActorProxy.Host.Diagnostics;

/// <summary>
/// Gives each status code that occurs a small number, first come first served, so that a row of counters need not have
/// room for all 500. A process sees about twenty; a backend that invents more gets them counted together as <c>other</c>.
/// </summary>
internal sealed class StatusSlots
{
    /// <summary>How many slots there are; slot 0 is <c>other</c>.</summary>
    public const int Count = 32;

    private readonly int[] _codes = new int[Count];

    /// <summary>The slot of a status; the same at every call.</summary>
    public int Of(int status)
    {
        for (var slot = 1; slot < Count; slot++)
        {
            var code = Volatile.Read(ref _codes[slot]);
            if (code == 0)
                code = Claim(slot, status);
            if (code == status)
                return slot;
        }

        return 0;
    }

    /// <summary>The label of a slot, or null when no status has it.</summary>
    public string? Label(int slot) => (slot, Volatile.Read(ref _codes[slot])) switch
    {
        (0, _) => "other",
        (_, 0) => null,
        var (_, code) => code.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private int Claim(int slot, int status)
    {
        var before = Interlocked.CompareExchange(ref _codes[slot], status, 0);
        return before == 0 ? status : before;
    }
}
