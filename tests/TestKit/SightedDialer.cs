using System.Net;
using System.Net.Sockets;
using ActorProxy.Host.Upstream;

namespace ActorProxy.TestKit;

/// <summary>Refuses, in the place of an origin, what its node does not reach.</summary>
internal sealed class SightedDialer(Dialer dialer, Sight sight) : Dialer
{
    public override int Lanes => dialer.Lanes;

    public override int CurrentLane => dialer.CurrentLane;

    public override ValueTask<ByteChannel> ConnectAsync(IPEndPoint address, CancellationToken cancel) => sight.Reaches(address.Port)
        ? dialer.ConnectAsync(address, cancel)
        : ValueTask.FromException<ByteChannel>(new SocketException((int)SocketError.NetworkUnreachable));
}
