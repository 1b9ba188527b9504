using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace ActorProxy.Host.Diagnostics;

/// <summary>An address cannot be listened on. The message says whose it is, why, and what to do.</summary>
/// <param name="owner">Whose address: <c>listener web</c>.</param>
/// <param name="address">The address.</param>
/// <param name="cause">What the system said.</param>
internal sealed class BindException(string owner, IPEndPoint address, Exception cause)
    : IOException($"{owner} cannot listen on {address}: {Advice(address, cause)}", cause)
{
    /// <summary>Whether an exception comes from binding an address.</summary>
    public static bool Explains(Exception failure) => ErrorOf(failure) is not null;

    private static SocketError? ErrorOf(Exception? failure) => failure switch
    {
        SocketException socket => socket.SocketErrorCode,
        AddressInUseException => SocketError.AddressAlreadyInUse,
        IOException { InnerException: { } inner } => ErrorOf(inner),
        _ => null,
    };

    private static string Advice(IPEndPoint address, Exception cause) => ErrorOf(cause) switch
    {
        SocketError.AddressAlreadyInUse =>
            $"another program does (`ss -ltnp 'sport = :{address.Port}'` shows which). Stop it or choose another port.",
        SocketError.AccessDenied when address.Port < 1024 =>
            $"ports below 1024 are for root. Choose another port, or allow it with `sysctl net.ipv4.ip_unprivileged_port_start={address.Port}`, " +
            "with AmbientCapabilities=CAP_NET_BIND_SERVICE in the systemd unit, or with `docker run --sysctl`.",
        SocketError.AccessDenied => "permission denied.",
        SocketError.AddressNotAvailable => "this machine has no such address.",
        _ => cause.Message,
    };
}
