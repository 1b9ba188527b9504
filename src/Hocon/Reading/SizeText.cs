namespace ActorProxy.Hocon.Reading;

/// <summary>
/// Sizes in bytes: HOCON.md, section "Size in bytes format", and KB as what people write for kB. One letter, and two with an i, count
/// in powers of 1024, the others in powers of 1000.
/// </summary>
internal static class SizeText
{
    public const string Form = "a size such as 512, 64KiB (65536 bytes) or 10MB (10000000 bytes)";

    private const string Prefixes = "KMGTPE";

    /// <summary>The size with a fraction of a byte cut off; null when the text is none or it does not fit.</summary>
    public static long? Parse(string text)
    {
        if (!Quantity.TrySplit(text, out var number, out var unit) || BytesPer(unit) is not { } scale)
            return null;
        if (Math.Abs(number) > long.MaxValue / scale)
            return null;
        var bytes = Math.Truncate(number * scale);
        return Math.Abs(bytes) > long.MaxValue ? null : (long)bytes;
    }

    private static decimal? BytesPer(string unit) => unit switch
    {
        "" or "B" or "b" or "byte" or "bytes" => 1,
        [var prefix] => Power(1024, char.ToUpperInvariant(prefix)),
        [var prefix, 'i'] => Power(1024, prefix),
        [var prefix, 'i', 'B'] => Power(1024, prefix),
        ['k', 'B'] => 1000,
        [var prefix, 'B'] => Power(1000, prefix),
        _ => BytesPerWord(unit),
    };

    private static decimal? BytesPerWord(string unit) => unit switch
    {
        "kilobyte" or "kilobytes" => 1000,
        "megabyte" or "megabytes" => Power(1000, 'M'),
        "gigabyte" or "gigabytes" => Power(1000, 'G'),
        "terabyte" or "terabytes" => Power(1000, 'T'),
        "petabyte" or "petabytes" => Power(1000, 'P'),
        "exabyte" or "exabytes" => Power(1000, 'E'),
        "kibibyte" or "kibibytes" => 1024,
        "mebibyte" or "mebibytes" => Power(1024, 'M'),
        "gibibyte" or "gibibytes" => Power(1024, 'G'),
        "tebibyte" or "tebibytes" => Power(1024, 'T'),
        "pebibyte" or "pebibytes" => Power(1024, 'P'),
        "exbibyte" or "exbibytes" => Power(1024, 'E'),
        _ => null,
    };

    private static decimal? Power(decimal step, char prefix)
    {
        var exponent = Prefixes.IndexOf(prefix) + 1;
        if (exponent == 0)
            return null;
        var power = 1m;
        for (var i = 0; i < exponent; i++)
            power *= step;
        return power;
    }
}
