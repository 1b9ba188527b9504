using System.Globalization;

namespace ActorProxy.Streams.Caching.Rules;

/// <summary>A number of seconds as fields carry it (RFC 9111 section 1.2.2).</summary>
public static class DeltaSeconds
{
    /// <summary>What a larger number counts as.</summary>
    public const int Max = int.MaxValue;

    /// <summary>The number; null when it is none: a sign, a fraction or anything else is invalid.</summary>
    public static int? Parse(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9'))
            return null;
        var digits = text.TrimStart('0');
        return digits.Length > 10 ? Max : (int)Math.Min(long.Parse($"0{digits}", CultureInfo.InvariantCulture), Max);
    }
}
