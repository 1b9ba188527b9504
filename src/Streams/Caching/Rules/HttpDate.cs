using System.Globalization;

namespace ActorProxy.Streams.Caching.Rules;

/// <summary>A date of a field (RFC 9110 section 5.6.7): the preferred form and the two obsolete ones.</summary>
public static class HttpDate
{
    private const int FarthestYears = 50;

    private static readonly string[] Forms =
        ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy", "ddd MMM  d HH:mm:ss yyyy"];

    private static readonly CultureInfo Culture = WithWindow(TimeProvider.System.GetUtcNow().Year + FarthestYears);

    /// <summary>The date; null when it is none. The caller decides what that means: Expires is in the past then.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParseExact(text, Forms, Culture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    /// <summary>The preferred form.</summary>
    public static string Format(DateTimeOffset date) => date.ToString("r", CultureInfo.InvariantCulture);

    // A year of two digits is in the past where it would be more than 50 years ahead; decades of running do not matter here.
    private static CultureInfo WithWindow(int latestYear)
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.Calendar = new GregorianCalendar { TwoDigitYearMax = latestYear };
        return culture;
    }
}
