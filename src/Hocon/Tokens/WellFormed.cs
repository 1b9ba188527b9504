namespace ActorProxy.Hocon.Tokens;

/// <summary>Whether text is UTF-16 without lone halves of surrogate pairs.</summary>
internal static class WellFormed
{
    public static bool Is(ReadOnlySpan<char> text) => FirstLoneHalf(text) < 0;

    /// <summary>Offset of the first lone half, or -1.</summary>
    public static int FirstLoneHalf(ReadOnlySpan<char> text)
    {
        for (var at = 0; ; at += 2)
        {
            var next = text[at..].IndexOfAnyInRange('\uD800', '\uDFFF');
            if (next < 0)
                return -1;
            at += next;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return at;
        }
    }
}
