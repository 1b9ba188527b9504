using System.Globalization;

namespace ActorProxy.Hocon.Reading;

/// <summary>A number with a unit: HOCON.md, section "Units format".</summary>
internal static class Quantity
{
    /// <summary>Splits <c>1.5 MiB</c> into number and unit; an empty unit when there is none. False when there is no number.</summary>
    public static bool TrySplit(string text, out decimal number, out string unit)
    {
        var trimmed = text.AsSpan().Trim();
        var end = trimmed.Length;
        while (end > 0 && !char.IsAsciiDigit(trimmed[end - 1]) && trimmed[end - 1] != '.')
            end--;
        unit = trimmed[end..].Trim().ToString();
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(trimmed[..end], style, CultureInfo.InvariantCulture, out number);
    }
}
