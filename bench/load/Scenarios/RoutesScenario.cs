using ActorProxy.Bench.Load.Peers;
using static ActorProxy.Bench.Load.ReportTable;

namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>Whether routes cost anything when there are many of them.</summary>
internal sealed class RoutesScenario : Scenario
{
    private const int Asked = 10;

    public override string Name => "routes";

    public override string Title => "ActorProxy with 10 and with 10,000 routes";

    public override string Reading =>
        $"Half of the routes have a host of their own, half a path below one shared host; requests go to {Asked} of them, spread evenly. Start is " +
        "from the start of the process to its \"ready\" line, so the difference between the rows is what reading and indexing the routes takes. " +
        "The CPU figure is the one to trust, because client, proxy and origin share the cores.";

    public override async Task<IReadOnlyList<ReportTable>> RunAsync(BenchRun bench, CancellationToken cancel)
    {
        int[] sizes = [10, 10_000];
        var origin = await Origin.StartAsync(bench.Workspace, cancel);
        var running = new List<(int Routes, RunningPeer Peer)>();
        foreach (var size in sizes)
        {
            if (await bench.StartAsync(ActorProxyPeer.PlainName, new Topology([origin.Port], size), cancel) is { } peer)
                running.Add((size, peer));
        }

        var table = await MeasureAsync(bench, running, cancel);
        foreach (var (_, peer) in running)
            await peer.DisposeAsync();
        await origin.StopAsync();
        return [table];
    }

    private static async Task<ReportTable> MeasureAsync(BenchRun bench, List<(int Routes, RunningPeer Peer)> running, CancellationToken cancel)
    {
        var loads = running.ToDictionary(
            each => each.Peer,
            each => new WrkLoad(Origin.Small, bench.Options.Connections ?? 64, Targets: RouteSet.Targets(each.Routes, Asked)));
        var results = await Interleaved.MeasureAsync(bench, [.. loads.Keys], peer => loads[peer], cancel);
        var cpu = results.Select(rounds => rounds.Select(round => round.CpuMicrosecondsPerRequest).Median()).ToArray();
        return new ReportTable(
            ["routes", "CPU µs/request", "ratio", "requests/s", "start s", "RSS MB", "errors"],
            [.. running.Select((each, index) => Row(each.Routes, each.Peer, results[index], cpu[index], cpu[0]))]);
    }

    private static string[] Row(int routes, RunningPeer peer, IReadOnlyList<Measurement> rounds, double cpu, double first) =>
    [
        Cell(routes, "0"),
        Cell(cpu, "0.0"),
        Cell(cpu / first, "0.00"),
        Cell(rounds.Select(round => round.RequestsPerSecond).Median(), "0"),
        Cell(peer.StartTime.TotalSeconds, "0.00"),
        Cell(rounds.Select(round => round.ResidentBytes / 1e6).Median(), "0.0"),
        Cell(rounds.Sum(round => round.Errors), "0"),
    ];
}
