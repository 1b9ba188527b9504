using ActorProxy.Bench.Load.Peers;
using static ActorProxy.Bench.Load.ReportTable;

namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>What a client that has gone quiet costs.</summary>
internal sealed class IdleScenario : Scenario
{
    private const int FirstRequests = 100;
    private const int OpenAtOnce = 64;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public override string Name => "idle";

    public override string Title => "Memory of idle keep-alive connections";

    public override string Reading =>
        $"A fresh process that has answered {FirstRequests} requests, then the same with that many more client connections open, each of which " +
        "has done one request. RSS is summed over the proxy's processes; what the kernel holds for the sockets is not in it. Medians over " +
        "rounds, each with a process of its own; \"closed\" counts connections that the proxy closed meanwhile, summed.";

    public override async Task<IReadOnlyList<ReportTable>> RunAsync(BenchRun bench, CancellationToken cancel)
    {
        var connections = bench.Options.Connections ?? 10_000;
        var origin = await Origin.StartAsync(bench.Workspace, cancel);
        var rounds = new List<(string Proxy, Growth Growth)>();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            foreach (var peer in await bench.StartAllAsync(new Topology([origin.Port]), cancel))
            {
                await using (peer)
                    rounds.Add((peer.Name, await MeasureAsync(peer, connections, cancel)));
            }
        }

        await origin.StopAsync();
        string[] header = ["proxy", "RSS MB idle", $"RSS MB with {connections}", "above, MB", "KB/connection", "closed"];
        return [new ReportTable(header, [.. rounds.GroupBy(each => each.Proxy, each => each.Growth).Select(group => Row(group, connections))])];
    }

    private static string[] Row(IGrouping<string, Growth> rounds, int connections) =>
    [
        rounds.Key,
        Cell(rounds.Select(growth => growth.Before / 1e6).Median(), "0.0"),
        Cell(rounds.Select(growth => growth.After / 1e6).Median(), "0.0"),
        Cell(rounds.Select(growth => growth.Above / 1e6).Median(), "0.0"),
        Cell(rounds.Select(growth => growth.Above / 1e3 / connections).Median(), "0.00"),
        Cell(rounds.Sum(growth => growth.Closed), "0"),
    ];

    private static async Task<Growth> MeasureAsync(RunningPeer peer, int connections, CancellationToken cancel)
    {
        BenchRun.Say($"  {peer.Name}");
        using (var first = await ClientConnection.OpenAsync(peer.Endpoint, cancel))
        {
            for (var request = 0; request < FirstRequests; request++)
                await first.GetAsync(Origin.Small, cancel);
        }

        await Task.Delay(Settling, cancel);
        var before = peer.Usage.ResidentBytes;
        var open = new ClientConnection[connections];
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = OpenAtOnce, CancellationToken = cancel };
            await Parallel.ForAsync(0, connections, options, async (index, token) =>
            {
                open[index] = await ClientConnection.OpenAsync(peer.Endpoint, token);
                await open[index].GetAsync(Origin.Small, token);
            });
            await Task.Delay(Settling, cancel);
            return new Growth(before, peer.Usage.ResidentBytes, open.Count(connection => connection.IsClosed));
        }
        finally
        {
            foreach (var connection in open)
                connection?.Dispose();
        }
    }

    private sealed record Growth(long Before, long After, int Closed)
    {
        public long Above => After - Before;
    }
}
