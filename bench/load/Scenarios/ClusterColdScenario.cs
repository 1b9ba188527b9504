using ActorProxy.Bench.Load.Cold;
using ActorProxy.Bench.Load.Nodes;
using ActorProxy.Bench.Load.Peers;
using static ActorProxy.Bench.Load.ReportTable;

namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>Whether one fetch from the origin answers clients of all nodes, and what the way through another node costs.</summary>
internal sealed class ClusterColdScenario : Scenario
{
    private const int UsualConnections = 150;
    private const int UsualSeconds = 60;

    public override string Name => "cluster-cold";

    public override string Title => "Clients of three nodes ask for one object that no node has yet";

    public override bool InAll => false;

    public override string Reading =>
        $"An object of {ColdObject.Length / 1e6:0} MB, asked for on all connections before the origin answers, at another place in each round; the first round warms " +
        "up. Every byte of every answer is compared, and a fetch more or less than it should be ends the run without a report. CPU is that of all nodes together, divided by what the " +
        "clients got. With peers off, each node fetches for itself: what that costs is what the way " +
        "through another node is to be compared with.";

    public override async Task<IReadOnlyList<ReportTable>> RunAsync(BenchRun bench, CancellationToken cancel)
    {
        using var origin = new ColdOrigin();
        var topology = new Topology([origin.Port], Cached: true);
        await using var one = await NodeGroup.StartAsync("one node", bench, topology, 1, cancel);
        await using var off = await NodeGroup.StartClusterAsync("a cluster of three, peers = off", bench, topology with { PeerFetches = false }, 3, cancel);
        await using var on = await NodeGroup.StartClusterAsync("a cluster of three", bench, topology, 3, cancel);
        Contestant[] contestants = [new(one, 1), new(off, 3), new(on, 1)];
        for (var round = 0; round <= bench.Options.Rounds; round++)
        {
            BenchRun.Say(round == 0 ? "  warming up" : $"  round {round} of {bench.Options.Rounds}");
            for (var turn = 0; turn < contestants.Length; turn++)
                await MeasureAsync(bench, contestants[(round + turn) % contestants.Length], origin, isCounted: round > 0, cancel);
        }

        var cost = contestants.Select(each => each.Rounds.Select(round => round.Cpu).Median()).ToArray();
        return
        [
            new ReportTable(
                ["nodes", "clients", "origin fetches", "CPU s/GB", "least-most", "vs one", "vs off", "seconds"],
                [.. contestants.Select((each, index) => Row(each, Connections(bench), cost[index], cost[0], cost[1]))]),
        ];
    }

    private static async Task MeasureAsync(BenchRun bench, Contestant contestant, ColdOrigin origin, bool isCounted, CancellationToken cancel)
    {
        var group = contestant.Nodes;
        origin.Renew();
        using var crowd = await ColdCrowd.OpenAsync(group.Endpoints, Connections(bench), cancel);
        var before = group.Cpu;
        var took = await crowd.RunAsync(origin, contestant.Fetches, bench.Options.Seconds ?? UsualSeconds, () => group.LastWords, cancel);
        if (isCounted)
            contestant.Rounds.Add(((group.Cpu - before).TotalSeconds / (crowd.Received / 1e9), took));
    }

    private static int Connections(BenchRun bench) => bench.Options.Connections ?? UsualConnections;

    private static string[] Row(Contestant contestant, int clients, double cost, double one, double off) =>
    [
        contestant.Nodes.Name,
        Cell(clients, "0"),
        Cell(contestant.Fetches, "0"),
        Cell(cost, "0.00"),
        $"{Cell(contestant.Rounds.Min(round => round.Cpu), "0.00")}-{Cell(contestant.Rounds.Max(round => round.Cpu), "0.00")}",
        Cell(cost / one, "0.00"),
        Cell(cost / off, "0.00"),
        Cell(contestant.Rounds.Select(round => round.Took.TotalSeconds).Median(), "0.0"),
    ];

    private sealed record Contestant(NodeGroup Nodes, int Fetches)
    {
        public List<(double Cpu, TimeSpan Took)> Rounds { get; } = [];
    }
}
