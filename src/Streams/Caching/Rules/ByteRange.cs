using System.Globalization;

namespace ActorProxy.Streams.Caching.Rules;

/// <summary>
/// A Range of bytes within a body whose length is known (RFC 9110 section 14.1.2). Several ranges that touch are one; several that
/// do not are answered by the whole body, which section 14.2 allows.
/// </summary>
/// <param name="Start">First byte.</param>
/// <param name="Length">At least 1.</param>
public readonly record struct ByteRange(long Start, long Length)
{
    // More than that is an attempt to make work (RFC 9110 section 17.15).
    private const int MostRanges = 32;

    /// <summary>Reads the field.</summary>
    /// <returns>Whole: it is to be ignored; Part: <paramref name="range"/>; None: no byte of it is there, 416.</returns>
    public static RangeVerdict Parse(string? field, long length, out ByteRange range)
    {
        range = default;
        if (field is null || !field.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
            return RangeVerdict.Whole;
        var specs = field["bytes=".Length..].Split(',', StringSplitOptions.TrimEntries);
        if (specs.Length > MostRanges)
            return RangeVerdict.Whole;

        var ranges = new List<ByteRange>();
        foreach (var spec in specs)
        {
            if (!TryParse(spec, length, out var one))
                return RangeVerdict.Whole;
            if (one.Length > 0)
                ranges.Add(one);
        }

        if (ranges.Count == 0)
            return RangeVerdict.None;
        return TryJoin(ranges, out range) ? RangeVerdict.Part : RangeVerdict.Whole;
    }

    /// <summary>For a 206.</summary>
    public string ContentRange(long length) =>
        string.Create(CultureInfo.InvariantCulture, $"bytes {Start}-{Start + Length - 1}/{length}");

    // False when it is no range at all; a length of 0 when it lies outside.
    private static bool TryParse(string spec, long length, out ByteRange range)
    {
        range = default;
        var dash = spec.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
            return false;
        var first = Number(spec[..dash]);
        var last = Number(spec[(dash + 1)..]);
        if (first is null && dash == 0 && last is { } suffix)
        {
            var count = Math.Min(suffix, length);
            range = new ByteRange(length - count, count);
            return true;
        }

        if (first is not { } start || (last is null && dash != spec.Length - 1) || last < start)
            return false;
        var end = Math.Min(last ?? long.MaxValue, length - 1);
        range = start <= end ? new ByteRange(start, end - start + 1) : default;
        return true;
    }

    // One that is too large for any body is as good as the largest (RFC 9110 section 14.1.2).
    private static long? Number(string digits)
    {
        if (digits.Length == 0 || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return null;
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
    }

    private static bool TryJoin(List<ByteRange> ranges, out ByteRange joined)
    {
        ranges.Sort((left, right) => left.Start.CompareTo(right.Start));
        joined = ranges[0];
        foreach (var next in ranges.Skip(1))
        {
            var end = joined.Start + joined.Length;
            if (next.Start > end)
                return false;
            joined = joined with { Length = Math.Max(end, next.Start + next.Length) - joined.Start };
        }

        return true;
    }
}

/// <summary>What becomes of a Range field.</summary>
public enum RangeVerdict
{
    /// <summary>It is ignored: 200.</summary>
    Whole,

    /// <summary>206.</summary>
    Part,

    /// <summary>416.</summary>
    None,
}
