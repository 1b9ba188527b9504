using ActorProxy.Bench.Load.Nodes;
using ActorProxy.Bench.Load.Peers;
using static ActorProxy.Bench.Load.ReportTable;

namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>What a request with a session costs when there are several nodes.</summary>
internal sealed class ClusterScenario : Scenario
{
    private const int Sessions = 2000;
    private const int UsualConnections = 63;
    private const int WarmUpSeconds = 20;
    private const int IdleSeconds = 15;
    private const string Asks = "actorproxy_session_asks_total";
    private const string Requests = "actorproxy_session_requests_total";

    public override string Name => "cluster-cpu";

    public override string Title => "Sticky sessions through one node and through a cluster of three";

    public override string Reading =>
        $"{Sessions} sessions with cookies, 1 KB responses, two origins. The same three client programs with the same connections, all to the one node or " +
        "each to another of three. Three processes with a third of the connections each find fewer of them ready at a time than one process does, and take " +
        "turns on the cores of one machine, which has nothing to do with what they say to each other: so the cluster stands beside three nodes that know " +
        "nothing of each other as well, and once more with all clients at one of its nodes, another one in each round, as if each had a machine for itself. " +
        "CPU is always that of all nodes together, what they say to each other included, divided by the requests. A node asks the owner of a " +
        $"session when it meets it first; \"asked since start\" has the {WarmUpSeconds} s of warm-up for each node in it. Idle is the same nodes with nothing to do, over {IdleSeconds} s.";

    public override async Task<IReadOnlyList<ReportTable>> RunAsync(BenchRun bench, CancellationToken cancel)
    {
        var origins = new[] { await Origin.StartAsync(bench.Workspace, cancel), await Origin.StartAsync(bench.Workspace, cancel) };
        var topology = new Topology([.. origins.Select(origin => origin.Port)], Sticky: true);
        await using var one = await NodeGroup.StartAsync("one node", bench, topology, 1, cancel);
        await using var apart = await NodeGroup.StartAsync("three, each alone", bench, topology, 3, cancel);
        await using var together = await NodeGroup.StartClusterAsync("a cluster of three", bench, topology, 3, cancel);
        var load = new SessionLoad(
            await SessionLoad.CookiesAsync(one.Endpoints[0], Sessions, cancel), bench.Options.Connections ?? UsualConnections);

        NodeGroup[] groups = [one, apart, together];
        foreach (var group in groups)
            await load.RunAsync(bench.Workspace, group.Endpoints, WarmUpSeconds * group.Count, cancel);
        var idle = await IdleAsync(groups, cancel);
        Case[] cases = [new(one), new(apart), new(together), new(together, IsOneAtATime: true)];
        var rounds = await MeasureAsync(bench, cases, load, cancel);
        foreach (var origin in origins)
            await origin.StopAsync();
        return [LoadTable(cases, rounds), idle];
    }

    private static async Task<Round[][]> MeasureAsync(BenchRun bench, Case[] cases, SessionLoad load, CancellationToken cancel)
    {
        var rounds = cases.Select(_ => new List<Round>()).ToArray();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            BenchRun.Say($"  round {round + 1} of {bench.Options.Rounds}");
            for (var turn = 0; turn < cases.Length; turn++)
            {
                var index = (round + turn) % cases.Length;
                rounds[index].Add(await TakeAsync(bench, cases[index].Nodes, cases[index].Endpoints(round), load, cancel));
            }
        }

        return [.. rounds.Select(each => each.ToArray())];
    }

    private static async Task<Round> TakeAsync(BenchRun bench, NodeGroup group, IReadOnlyList<Endpoint> endpoints, SessionLoad load, CancellationToken cancel)
    {
        var (asks, requests) = (await group.CounterAsync(Asks, cancel), await group.CounterAsync(Requests, cancel));
        var before = group.Cpu;
        var run = await load.RunAsync(bench.Workspace, endpoints, bench.Options.MeasurementSeconds, cancel);
        var cpu = group.Cpu - before;
        var (asksAfter, requestsAfter) = (await group.CounterAsync(Asks, cancel), await group.CounterAsync(Requests, cancel));
        return new Round(run, cpu, (double)(asksAfter - asks) / (requestsAfter - requests), (double)asksAfter / requestsAfter);
    }

    private static async Task<ReportTable> IdleAsync(NodeGroup[] groups, CancellationToken cancel)
    {
        BenchRun.Say("  idle");
        await Task.Delay(TimeSpan.FromSeconds(2), cancel);
        var before = groups.Select(group => group.Cpu).ToArray();
        await Task.Delay(TimeSpan.FromSeconds(IdleSeconds), cancel);
        var percent = groups.Zip(before, (group, cpu) => (group.Cpu - cpu).TotalSeconds / IdleSeconds * 100).ToArray();
        return new ReportTable(
            ["nodes", "% of a core, all", "% of a core, each"],
            [.. groups.Zip(percent, (group, all) => new[] { group.Name, Cell(all, "0.0"), Cell(all / group.Count, "0.0") })],
            "Idle");
    }

    private static ReportTable LoadTable(Case[] cases, Round[][] rounds)
    {
        var cpu = rounds.Select(each => each.Select(round => round.CpuMicroseconds).Median()).ToArray();
        return new ReportTable(
            ["nodes", "CPU µs/request", "least-most", "vs one", "vs alone", "requests/s", "asked an owner", "asked since start", "errors"],
            [.. cases.Select((one, index) => Row(one.Name, rounds[index], cpu[index], cpu[0], cpu[1]))],
            "Under load");
    }

    private static string[] Row(string name, Round[] rounds, double cpu, double one, double alone) =>
    [
        name,
        Cell(cpu, "0.0"),
        $"{Cell(rounds.Min(round => round.CpuMicroseconds), "0.0")}-{Cell(rounds.Max(round => round.CpuMicroseconds), "0.0")}",
        Cell(cpu / one, "0.00"),
        Cell(cpu / alone, "0.00"),
        Cell(rounds.Select(round => round.Run.Requests / round.Run.Duration.TotalSeconds).Median(), "0"),
        Cell(rounds.Max(round => round.Asked), "0.0000%"),
        Cell(rounds[^1].AskedSinceStart, "0.0000%"),
        Cell(rounds.Sum(round => round.Run.SocketErrors + round.Run.BadStatuses), "0"),
    ];

    // Some nodes, and whether each round has another one of them serve alone.
    private sealed record Case(NodeGroup Nodes, bool IsOneAtATime = false)
    {
        public string Name => IsOneAtATime ? $"{Nodes.Name}, one serves" : Nodes.Name;

        public IReadOnlyList<Endpoint> Endpoints(int round) => IsOneAtATime ? [Nodes.Endpoints[round % Nodes.Count]] : Nodes.Endpoints;
    }

    private sealed record Round(LoadRun Run, TimeSpan Cpu, double Asked, double AskedSinceStart)
    {
        public double CpuMicroseconds => Cpu.TotalMicroseconds / Run.Requests;
    }
}
