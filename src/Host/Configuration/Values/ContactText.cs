using System.Globalization;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>Where another node is found: <c>10.0.0.2:4053</c> or <c>node2.internal:4053</c>.</summary>
internal static class ContactText
{
    public static Parsed<ContactPoint> Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            return new Wrong($"'{text}' is not a host and a port, such as node2.internal:4053");
        var host = HostText.Parse(text[..colon]);
        return host.Error is null && !host.Value!.Contains('*') ? new ContactPoint(host.Value, port) : new Wrong($"'{text[..colon]}' is not the name or address of a node");
    }
}
