using ActorProxy.Actors.Settings;
using ActorProxy.Host.Upstream;
using ActorProxy.Transport;
using Microsoft.AspNetCore.Connections;

namespace ActorProxy.Host.Transports;

/// <summary>How bytes reach the kernel, on both sides. Chosen when the node starts.</summary>
/// <param name="Name">As in <c>proxy.transport</c>.</param>
/// <param name="Reason">For people: why this one.</param>
/// <param name="Listening">Where listeners accept; null: Kestrel's own sockets.</param>
/// <param name="Dialer">Makes connections to backends.</param>
internal sealed record TransportPlan(string Name, string Reason, IConnectionListenerFactory? Listening, Dialer Dialer)
{
    // One set of rings for all nodes of the process: they have threads, and a thread serves any number of connections. Never stopped.
    private static readonly Lazy<Task<RingGroup>> Rings = new(static () => RingGroup.StartAsync(RingThreads));

    // As with sockets (docs/decisions/0007): the other half of the processors is left to the kernel's own network work.
    private static int RingThreads => Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Takes what is wanted, or the best that there is. An <see cref="IOException"/> when what is wanted cannot be had.</summary>
    public static async Task<TransportPlan> ChooseAsync(TransportKind wanted)
    {
        if (wanted == TransportKind.Sockets)
            return Sockets("the configuration says so");
        var support = RingSupport.Probe();
        if (support.IsAvailable)
        {
            var rings = await Rings.Value;
            return new TransportPlan("io_uring", $"{support.Reason}, threads: {rings.Count}", rings, new RingDialer(rings));
        }

        if (wanted == TransportKind.IoUring)
            throw new IOException($"proxy.transport = io_uring cannot be had: {support.Reason}. With auto or sockets the proxy starts.");
        return Sockets(support.Reason);
    }

    private static TransportPlan Sockets(string reason) => new("sockets", reason, null, new SocketDialer());
}
