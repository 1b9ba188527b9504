using System.Net;
using ActorProxy.Transport;

namespace ActorProxy.Host.Upstream;

/// <summary>Connects on io_uring, from the ring of the calling thread, so that a request and what it asks for stay on one thread.</summary>
internal sealed class RingDialer(RingGroup rings) : Dialer
{
    /// <inheritdoc />
    public override int Lanes => rings.Count;

    /// <inheritdoc />
    public override int CurrentLane => Math.Max(0, rings.Current);

    /// <inheritdoc />
    public override async ValueTask<ByteChannel> ConnectAsync(IPEndPoint address, CancellationToken cancel) =>
        new RingChannel(await rings.ConnectAsync(address, cancel).ConfigureAwait(false));
}
