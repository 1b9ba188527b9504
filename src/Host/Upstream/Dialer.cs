using System.Net;

namespace ActorProxy.Host.Upstream;

/// <summary>
/// How a connection to an address is made. A transport may bind connections to threads of its own: each of these is a lane, and a
/// request keeps to the connections of the lane that it runs on.
/// </summary>
internal abstract class Dialer
{
    /// <summary>How many lanes there are, at least one.</summary>
    public abstract int Lanes { get; }

    /// <summary>The lane of the calling thread, from 0; any of them when it has none.</summary>
    public abstract int CurrentLane { get; }

    /// <summary>Connects. Failures of the network are SocketException or IOException.</summary>
    public abstract ValueTask<ByteChannel> ConnectAsync(IPEndPoint address, CancellationToken cancel);
}
