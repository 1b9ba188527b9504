using System.Globalization;

namespace ActorProxy.Streams.Caching.Rules;

/// <summary>
/// A date of a field (RFC 9110 section 5.6.7): the preferred form and the two obsolete ones. The name of the day says nothing that the
/// date does not, so that one which is wrong makes no other date of it; case does not matter.
/// </summary>
public static class HttpDate
{
    private const int FarthestYears = 50;

    private const string Preferred = "dd MMM yyyy HH:mm:ss";
    private const string Rfc850 = "dd-MMM-yy HH:mm:ss";
    private const string Zone = " GMT";

    private static readonly string[] AscTime = ["MMM dd HH:mm:ss yyyy", "MMM  d HH:mm:ss yyyy"];
    private static readonly CultureInfo Culture = WithWindow(TimeProvider.System.GetUtcNow().Year + FarthestYears);

    /// <summary>The date; null when it is none. The caller decides what that means: Expires is in the past then.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        var rest = text.AsSpan();
        var space = rest.IndexOf(' ');
        if (space <= 0)
            return null;
        var day = rest[..space];
        rest = rest[(space + 1)..];
        if (day[^1] != ',')
            return IsOneOf(Culture.DateTimeFormat.AbbreviatedDayNames, day) ? Parse(rest, AscTime) : null;
        if (!rest.EndsWith(Zone, StringComparison.OrdinalIgnoreCase))
            return null;
        rest = rest[..^Zone.Length];
        return day[..^1] switch
        {
            var name when IsOneOf(Culture.DateTimeFormat.AbbreviatedDayNames, name) => Parse(rest, Preferred),
            var name when IsOneOf(Culture.DateTimeFormat.DayNames, name) => Parse(rest, Rfc850),
            _ => null,
        };
    }

    /// <summary>The preferred form.</summary>
    public static string Format(DateTimeOffset date) => date.ToString("r", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Parse(ReadOnlySpan<char> text, params string[] forms) =>
        DateTimeOffset.TryParseExact(text, forms, Culture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    private static bool IsOneOf(string[] names, ReadOnlySpan<char> name)
    {
        foreach (var one in names)
        {
            if (name.Equals(one, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    // A year of two digits is in the past where it would be more than 50 years ahead; decades of running do not matter here.
    private static CultureInfo WithWindow(int latestYear)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.Calendar = new GregorianCalendar { TwoDigitYearMax = latestYear };
        return culture;
    }
}
