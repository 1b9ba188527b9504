namespace ActorProxy.Actors.Requests;

/// <summary>
/// A hash of text that is the same in every process and on every machine, so that all nodes send a key to the same backend:
/// FNV-1a over UTF-16 code units, spread by the finalizer of MurmurHash3. Text may come in pieces. Not for secrets.
/// </summary>
internal struct StableHash()
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private ulong _state = Offset;

    /// <summary>Whether no text has come yet.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>The hash of all text so far.</summary>
    public readonly ulong Value => Mix(_state);

    /// <summary>The hash of a text.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = new StableHash();
        hash.Append(text);
        return hash.Value;
    }

    /// <summary>Makes every bit of the result depend on every bit of the input.</summary>
    public static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 33)) * 0xff51afd7ed558ccd;
        bits = (bits ^ (bits >> 33)) * 0xc4ceb9fe1a85ec53;
        return bits ^ (bits >> 33);
    }

    /// <summary>Adds text.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        IsEmpty &= text.IsEmpty;
        foreach (var unit in text)
            _state = (_state ^ unit) * Prime;
    }
}
