using System.Diagnostics;
using System.Globalization;
using System.Net;
using ActorProxy.Cluster.Tests.Processes;
using ActorProxy.TestKit;

namespace ActorProxy.Cluster.Tests.Membership;

/// <summary>One node of three is cut off under traffic through all of them, until it is given up and the others have gone on without it.</summary>
public sealed class IsolationTests : ProxyTest
{
    private const int Clients = 30;

    // Long enough for a node that founds clusters when it should not; ACTORPROXY_CUT_SECONDS asks for longer.
    private static readonly TimeSpan Hold =
        TimeSpan.FromSeconds(int.TryParse(Environment.GetEnvironmentVariable("ACTORPROXY_CUT_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : 8);

    private readonly CancellationTokenSource _stopping = new();
    private long _requests;
    private long _moved;
    private long _failed;

    [Fact]
    public async Task Node_CutOffUnderTraffic_MovesNoSessionAndEndsOnTheConfigurationOfAll()
    {
        FaultyOrigin[] origins = [StartOrigin("a"), StartOrigin("b"), StartOrigin("c")];
        var cluster = await StartClusterAsync(3, Configuration(origins, "4s"));
        var traffic = Enumerable.Range(0, Clients).Select(_ => SendAsync(cluster)).ToArray();
        await UntilMoreAsync(3 * Clients);
        var lost = cluster[2];

        cluster.CutOff(lost);
        await Task.WhenAll(
            cluster.WaitForMembersAsync(2, cluster[0], cluster[1]),
            Patience.UntilAsync("the lost node knows that it is", () => !lost.View.IsUp));
        await HoldAsync(lost);
        // No second cluster: where it is alone nothing is decided, and the others go on.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await lost.PutConfigurationAsync(Configuration(origins, "3s"))).Status);
        var (status, body) = await cluster[0].PutConfigurationAsync(Configuration(origins, "5s"));
        Assert.True(status == HttpStatusCode.OK, body);
        await UntilMoreAsync(3 * Clients);
        Assert.False(lost.View.IsUp);
        Assert.Equal((2, 2, 1), (cluster[0].Epoch, cluster[1].Epoch, lost.Epoch));

        cluster.Mend(lost);
        await cluster.WaitForMembersAsync(3);
        await Patience.UntilAsync("all serve what was decided", () => cluster.Nodes.All(node => node.Epoch == 2));
        await UntilMoreAsync(3 * Clients);
        await _stopping.CancelAsync();
        await Task.WhenAll(traffic);

        Assert.Equal((0, 0), (_moved, _failed));
        Figures.Write(
            $"one of 3 nodes cut off until {Hold.TotalSeconds:0} s after it is given up, and back",
            $"{Clients} clients with cookies through all nodes, {_requests} requests: {_moved} moved to another backend, {_failed} failed",
            "one cluster and one configuration at the end; what was sent to the lost node alone was refused");
    }

    public override async Task DisposeAsync()
    {
        await _stopping.CancelAsync();
        await base.DisposeAsync();
        _stopping.Dispose();
    }

    // No event ends this: that nothing happens is what is to be seen.
    private static async Task HoldAsync(ProxyUnderTest lost)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < Hold; await Task.Delay(TimeSpan.FromMilliseconds(100)))
            Assert.False(lost.View.IsUp);
    }

    private Task UntilMoreAsync(int requests)
    {
        var goal = Volatile.Read(ref _requests) + requests;
        return Patience.UntilAsync("clients are served", () => Volatile.Read(ref _requests) >= goal);
    }

    private async Task SendAsync(ProxyCluster cluster)
    {
        var browser = new Browser();
        var home = await browser.GetAsync(cluster[0]);
        for (var turn = 0; !_stopping.IsCancellationRequested; turn++)
        {
            var (status, body) = await browser.TryGetAsync(cluster[turn % 3]);
            if (status != HttpStatusCode.OK)
                Interlocked.Increment(ref _failed);
            else if (body != home)
                Interlocked.Increment(ref _moved);
            Interlocked.Increment(ref _requests);
            // Clients think for a moment; the processors are for the nodes.
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    private static string Configuration(FaultyOrigin[] origins, string askTimeout) => $$"""
        proxy {
          sessions { key = "a secret for tests", ask-timeout = {{askTimeout}} }
          pools.site {
            backends = [{{string.Join(", ", origins.Select(origin => $"\"{origin.Url}\""))}}]
            sticky { by = cookie }
          }
          routes = [{ pool = site }]
        }
        """;
}
