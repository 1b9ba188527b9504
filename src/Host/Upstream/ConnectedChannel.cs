using System.Net;
using System.Net.Sockets;
using ActorProxy.Actors.Requests;

namespace ActorProxy.Host.Upstream;

/// <summary>What connecting came to: a channel and the address at its other end, or why there is none.</summary>
internal readonly record struct ConnectedChannel(ByteChannel? Channel, IPAddress Address, Failure Failure = Failure.None, string Reason = "")
{
    public static ConnectedChannel Cancelled => new(null, IPAddress.None, Failure.ClientAborted, "cancelled");

    public static ConnectedChannel TimedOut(string reason) => new(null, IPAddress.None, Failure.ConnectTimeout, reason);

    public static ConnectedChannel Failed(Exception why) =>
        new(null, IPAddress.None, IsOwnShortage(why) ? Failure.NoSocket : Failure.ConnectFailed, why.Message);

    // EMFILE, ENFILE, ENOBUFS and ENOMEM of socket(2) and connect(2).
    private static bool IsOwnShortage(Exception why) =>
        why is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable };
}
