using System.Net;
using System.Net.Sockets;

namespace ActorProxy.Host.Configuration.Values;

/// <summary>An IP address as people write it. <see cref="IPAddress.Parse(string)"/> also takes <c>10.1</c> and <c>8080</c>.</summary>
internal static class IpText
{
    public static IPAddress? Parse(string text) =>
        IPAddress.TryParse(text, out var address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || text.Count(c => c == '.') == 3)
            ? address
            : null;
}
