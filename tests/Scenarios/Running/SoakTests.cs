using ActorProxy.Scenarios.Harness;

namespace ActorProxy.Scenarios.Running;

/// <summary>Some seconds of what <c>bench/load soak</c> does for minutes.</summary>
public sealed class SoakTests
{
    private const int Strays = 3; // Timers and the thread pool open one now and then.

    private static readonly string[] GaugesAtRest = ["actorproxy_connections{", "actorproxy_requests_in_flight ", "actorproxy_backend_connections_idle{"];

    [Fact]
    public async Task MixedTraffic_WhenItHasEnded_LeavesNothingOpen()
    {
        await using var origin = MixedTraffic.StartOrigin();
        using var folder = new TemporaryFolder();
        var config = ProxyUnderTest.Configuration([origin], ProxyUnderTest.Listening + "\npools.site.connections.idle-timeout = 1s\nlimits.min-body-rate = 0");
        await using var proxy = await ProxyProcess.RunAsync(folder.Write("proxy.conf", config));
        await MixedTraffic.RunAsync(proxy.Endpoint("web"), TimeSpan.FromSeconds(2));
        await UntilAtRestAsync(proxy);
        var before = OpenFiles(proxy);

        var done = await MixedTraffic.RunAsync(proxy.Endpoint("web"), TimeSpan.FromSeconds(6));

        Assert.NotEqual(0, done);
        await UntilAtRestAsync(proxy);
        await Patience.UntilAsync(() => OpenFiles(proxy) <= before + Strays);
        Assert.DoesNotContain(proxy.Lines, line => line.Contains(" error ", StringComparison.Ordinal));
    }

    // No client, no request, and no idle connection to the origin.
    private static Task UntilAtRestAsync(ProxyProcess proxy) => Patience.UntilAsync(async () =>
    {
        var metrics = (await proxy.Admin.GetStringAsync("/metrics")).Split('\n');
        return GaugesAtRest.All(name => metrics.Single(line => line.StartsWith(name, StringComparison.Ordinal)) is var line && line.EndsWith(" 0", StringComparison.Ordinal));
    });

    private static int OpenFiles(ProxyProcess proxy) => Directory.EnumerateFileSystemEntries($"/proc/{proxy.Id}/fd").Count();
}
