using System.Net.Sockets;
using ActorProxy.Actors.Settings;
using ActorProxy.Host.Upstream;
using ActorProxy.Transport;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host.Transports;

/// <summary>How bytes reach the kernel, on both sides. Chosen when the node starts.</summary>
/// <param name="Name">As in <c>proxy.transport</c>.</param>
/// <param name="Reason">For people: why this one.</param>
/// <param name="Rings">Where connections live; null: on Kestrel's own sockets.</param>
/// <param name="Dialer">Makes connections to backends.</param>
internal sealed record TransportPlan(string Name, string Reason, RingGroup? Rings, Dialer Dialer)
{
    private static readonly Lock RingsLock = new();
    private static Task<RingsOrReason>? _rings;

    // As with sockets (docs/decisions/0007): the other half of the processors is left to the kernel's own network work.
    private static int RingThreads => Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Takes what is wanted, or the best that there is. An <see cref="IOException"/> when what is wanted cannot be had.</summary>
    public static async Task<TransportPlan> ChooseAsync(TransportKind wanted, ILogger log)
    {
        if (!OpenFiles.HasRoomForClient)
            throw new IOException("the process may open too few files to accept a connection: raise the limit (ulimit -n), to 1024 or more.");
        if (wanted == TransportKind.Sockets)
            return Sockets("the configuration says so");
        var (rings, reason) = await RingsOfTheProcess(log);
        if (rings is not null)
            return new TransportPlan("io_uring", reason, rings, new RingDialer(rings));
        if (wanted == TransportKind.IoUring)
            throw new IOException($"proxy.transport = io_uring cannot be had: {reason}. With auto or sockets the proxy starts.");
        return Sockets(reason);
    }

    // One set for all nodes of the process: rings have threads, and a thread serves any number of connections. Never stopped. What goes
    // wrong on them is in the log of the first node.
    private static Task<RingsOrReason> RingsOfTheProcess(ILogger log)
    {
        lock (RingsLock)
            return _rings ??= StartRingsAsync(log);
    }

    private static async Task<RingsOrReason> StartRingsAsync(ILogger log)
    {
        var support = RingSupport.Probe();
        if (!support.IsAvailable)
            return new RingsOrReason(null, support.Reason);
        try
        {
            var rings = await RingGroup.StartAsync(RingThreads, log: log);
            return new RingsOrReason(rings, $"{support.Reason}, threads: {rings.Count}");
        }
        catch (SocketException refused)
        {
            return new RingsOrReason(null, $"the kernel refuses a ring for each thread: {refused.Message}");
        }
    }

    private static TransportPlan Sockets(string reason) => new("sockets", reason, null, new SocketDialer());

    private readonly record struct RingsOrReason(RingGroup? Rings, string Reason);
}
