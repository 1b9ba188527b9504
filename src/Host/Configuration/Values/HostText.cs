using System.Globalization;
using System.Net.Sockets;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>
/// A host of a route in lower case: an exact name, an IP address (version 6 in brackets), <c>*.example.com</c> for all names
/// below, or <c>*</c> for any.
/// </summary>
internal static class HostText
{
    /// <summary>Matches whatever the client says, and also when it says nothing.</summary>
    public const string AnyHost = "*";

    private const int MaxLength = 253;

    public static Parsed<string> Parse(string text)
    {
        var host = text.ToLowerInvariant();
        if (host == AnyHost)
            return host;
        if (host is "" or "_")
            return new Wrong($"'{text}' is not a host name; '*' is any host");
        if (host.Contains("://", StringComparison.Ordinal) || host.Contains('/'))
            return new Wrong($"'{text}' is not a host name: no scheme and no path belong here");
        if (IpText.Parse(host.Trim('[', ']')) is { } address)
            return address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : host;
        if (host.Contains(':'))
            return new Wrong($"'{text}' is not a host name: routes match hosts without a port");
        if (host.Any(c => c > 0x7f))
            return new Wrong($"'{text}' is written as '{Ascii(host)}' in requests: use that");
        return IsName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host)
            ? host
            : new Wrong($"'{text}' is not a host name, such as example.com or *.example.com");
    }

    private static bool IsName(string host) =>
        host.Length is > 0 and <= MaxLength
        && host.Split('.').All(label => label.Length is > 0 and < 64 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));

    private static string Ascii(string host)
    {
        try
        {
            return new IdnMapping().GetAscii(host);
        }
        catch (ArgumentException)
        {
            return "xn--...";
        }
    }
}
