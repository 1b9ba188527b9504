using ActorProxy.Bench.Load.Peers;
using static ActorProxy.Bench.Load.ReportTable;

namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>Whether clients notice that an origin dies.</summary>
internal sealed class KillScenario : Scenario
{
    private const int LeastSeconds = 6;

    public override string Name => "kill";

    public override string Title => "One of two origins killed under load and started again";

    public override string Reading =>
        "GETs of 1 KB. After a third of the time one origin gets SIGKILL, after two thirds it is started again. What clients saw is summed over " +
        "the rounds. nginx, HAProxy and ActorProxy try a request again on the other origin when the first sent nothing back; YARP has no retries.";

    public override async Task<IReadOnlyList<ReportTable>> RunAsync(BenchRun bench, CancellationToken cancel)
    {
        var stays = await Origin.StartAsync(bench.Workspace, cancel);
        var dies = await Origin.StartAsync(bench.Workspace, cancel);
        var peers = await bench.StartAllAsync(new Topology([stays.Port, dies.Port]), cancel);
        var rounds = new List<(string Proxy, LoadRun Run)>();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            BenchRun.Say($"  round {round + 1} of {bench.Options.Rounds}");
            foreach (var peer in peers)
                rounds.Add((peer.Name, await MeasureAsync(bench, peer, dies, cancel)));
        }

        foreach (var peer in peers)
            await peer.DisposeAsync();
        await stays.StopAsync();
        await dies.StopAsync();
        return [Table(rounds.GroupBy(each => each.Proxy, each => each.Run))];
    }

    private static async Task<LoadRun> MeasureAsync(BenchRun bench, RunningPeer peer, Origin dies, CancellationToken cancel)
    {
        var seconds = Math.Max(bench.Options.MeasurementSeconds, LeastSeconds);
        var third = TimeSpan.FromSeconds(seconds / 3.0);
        var load = new WrkLoad(Origin.Small, bench.Options.Connections ?? 64);
        var run = load.RunAsync(bench.Workspace, peer.Endpoint, seconds, cancel);
        await Task.Delay(third, cancel);
        await dies.KillAsync();
        await Task.Delay(third, cancel);
        await dies.RestartAsync(cancel);
        return await run;
    }

    private static ReportTable Table(IEnumerable<IGrouping<string, LoadRun>> rounds) => new(
        ["proxy", "requests", "status 400 and above", "socket errors", "p99 ms"],
        [.. rounds.Select(runs => (string[])
        [
            runs.Key,
            Cell(runs.Sum(run => run.Requests), "0"),
            Cell(runs.Sum(run => run.BadStatuses), "0"),
            Cell(runs.Sum(run => run.SocketErrors), "0"),
            Cell(runs.Select(run => run.P99?.TotalMilliseconds ?? double.NaN).Median(), "0.00"),
        ])]);
}
