using System.Globalization;
using System.Net;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>A network in CIDR notation, <c>10.0.0.0/8</c>, or one address, which is a network of one.</summary>
internal static class NetworkText
{
    public static Parsed<IPNetwork> Parse(string text)
    {
        var parts = text.Split('/', 2);
        if (IpText.Parse(parts[0]) is not { } address)
            return new Wrong($"'{text}' is not an address or a network, such as 10.0.0.1 or 10.0.0.0/8");

        var bits = address.GetAddressBytes().Length * 8;
        if (parts.Length == 1)
            return new IPNetwork(address, bits);
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) || prefix > bits)
            return new Wrong($"'{parts[1]}' is not a prefix length: 0 to {bits}");

        var start = FirstOf(address, prefix);
        return start.Equals(address)
            ? new IPNetwork(address, prefix)
            : new Wrong($"'{text}' has bits beyond its prefix, did you mean '{start}/{prefix}'?");
    }

    private static IPAddress FirstOf(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        return new IPAddress(bytes);
    }
}
