using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorProxy.Transport.Connections;
using ActorProxy.Transport.Rings;
using Xunit.Abstractions;

namespace ActorProxy.Transport.Tests.Fuzzing;

/// <summary>
/// Conversations that are drawn from a seed, many at once, between connections on rings of several shapes and plain sockets. Every
/// byte that comes is the one that was sent; where both sides end in good order all of them come; nothing is kept.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int AtOnce = 24;

    private static readonly RingShape[] Shapes =
    [
        RingShape.Usual,
        RingShape.Usual with { LimitsReceives = false },
        RingShape.Usual with { FewestBuffers = 2, MostBuffers = 4 },
        RingShape.Usual with { Admitted = [2] },
        new RingShape { Submissions = 4, Completions = 8 },
    ];

    private static TimeSpan Duration => TimeSpan.FromSeconds(Setting("ACTORPROXY_FUZZ_SECONDS") ?? 3);

    [Fact]
    public async Task Conversations_OfAnyKind_KeepEveryByteAndLeaveNothing()
    {
        var seed = Setting("ACTORPROXY_FUZZ_SEED") ?? Random.Shared.Next();
        var begun = Stopwatch.StartNew();
        for (; begun.Elapsed < Duration; seed++)
        {
            output.WriteLine($"ACTORPROXY_FUZZ_SEED={seed}");
            try
            {
                await RunAsync(seed);
            }
            catch (Exception failure)
            {
                Assert.Fail($"ACTORPROXY_FUZZ_SEED={seed}: {failure}");
            }
        }
    }

    private static async Task RunAsync(int seed)
    {
        await using var rig = await Rig.StartAsync(1 + (seed & 1), Shapes[(seed >> 1) % Shapes.Length]);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var conversations = new List<Task>();
        for (var number = 0; number < AtOnce; number++)
        {
            var drawn = unchecked((seed * AtOnce) + number);
            var plan = Plan.Draw(new Random(drawn));
            // One after the other, so that the two belong together.
            var (here, peer) = await ConnectAsync(rig, listener, plan.Incoming);
            conversations.Add(ConverseAsync(here, peer, plan, drawn));
        }

        await Rig.Within(Task.WhenAll(conversations));
    }

    private static async Task ConverseAsync(RingConnection here, Socket peer, Plan plan, int seed)
    {
        using (peer)
        {
            var (fromPeer, fromHere) = (new Pattern(seed & 0xffff), new Pattern((seed + 1) & 0xffff));
            var hereSide = new HereSide(here, plan, seed + 10, fromHere, fromPeer);
            var peerSide = new PeerSide(peer, plan, seed + 20, fromPeer, fromHere);
            try
            {
                await Rig.Within(Task.WhenAll(hereSide.RunAsync(), peerSide.RunAsync()));
                if (plan.IsOrderly)
                    Assert.Equal((plan.FromHere, plan.FromPeer, true, true), (peerSide.Received, hereSide.Received, peerSide.SawTheEnd, hereSide.SawTheEnd));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"{plan}", failure);
            }
        }
    }

    private static async Task<(RingConnection Here, Socket Peer)> ConnectAsync(Rig rig, TcpListener listener, bool incoming)
    {
        if (incoming)
            return await rig.ConnectAsync();
        var accepting = listener.AcceptSocketAsync();
        return (await rig.Rings.ConnectAsync((IPEndPoint)listener.LocalEndpoint), await accepting);
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
