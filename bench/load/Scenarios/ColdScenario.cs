using ActorProxy.Bench.Load.Cold;
using ActorProxy.Bench.Load.Peers;
using static ActorProxy.Bench.Load.ReportTable;

namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>Whether one fetch from the origin answers any number of clients who ask at once, and what memory that takes.</summary>
internal sealed class ColdScenario : Scenario
{
    private const int UsualConnections = 10_000;
    private const int UsualSeconds = 600;
    private const int OtherFiles = 512;

    public override string Name => "cold";

    public override string Title => "Many clients ask for one object that is not in the cache yet";

    // It sends a hundred gigabytes over loopback.
    public override bool InAll => false;

    public override string Reading =>
        $"An object of {ColdObject.Length / 1e6:0} MB. All connections are open before the first asks, and the origin holds its answer back until all " +
        "have asked. Every byte of every answer is compared; a fetch too many or a wrong byte ends the run without a report. Peak RSS is the " +
        "highest that the kernel saw (VmHWM), idle is with all connections open and nothing asked for; what it holds for the sockets is in neither. Clients " +
        "share the machine, so the time says as much about them; it ends when the last of them has everything.";

    public override async Task<IReadOnlyList<ReportTable>> RunAsync(BenchRun bench, CancellationToken cancel)
    {
        var connections = bench.Options.Connections ?? UsualConnections;
        if (connections + OtherFiles > bench.OpenFiles)
            throw new BenchException($"{connections} connections need more than the {bench.OpenFiles} files that a process may open");
        var rows = new List<string[]>();
        foreach (var name in bench.PeerNames.Where(name => name.StartsWith(ActorProxyPeer.PlainName, StringComparison.Ordinal)))
        {
            using var origin = new ColdOrigin();
            if (await bench.StartAsync(name, new Topology([origin.Port], Cached: true), cancel) is not { } peer)
                continue;
            await using (peer)
                rows.Add(await MeasureAsync(peer, origin, connections, bench.Options.Seconds ?? UsualSeconds, cancel));
        }

        string[] header = ["proxy", "clients", "origin fetches", "whole bodies", "seconds", "CPU s/GB", "RSS MB idle", "peak RSS MB", "above object, MB", "KB/connection"];
        return [new ReportTable(header, rows)];
    }

    private static async Task<string[]> MeasureAsync(RunningPeer peer, ColdOrigin origin, int connections, int seconds, CancellationToken cancel)
    {
        BenchRun.Say($"  {peer.Name}: opening {connections} connections");
        using var crowd = await ColdCrowd.OpenAsync([peer.Endpoint], connections, cancel);
        var before = peer.Usage;
        var took = await crowd.RunAsync(origin, fetches: 1, seconds, () => peer.Process.LastWords, cancel);
        var cpu = (peer.Usage.Cpu - before.Cpu).TotalSeconds;
        return Row(peer, crowd, origin.Fetches, took, cpu, before.ResidentBytes);
    }

    private static string[] Row(RunningPeer peer, ColdCrowd crowd, int fetches, TimeSpan took, double cpu, long idle)
    {
        var peak = ProcessUsage.PeakResidentBytes(peer.Process.Id);
        var above = peak - idle - ColdObject.Length;
        return
        [
            peer.Name,
            Cell(crowd.Count, "0"),
            Cell(fetches, "0"),
            Cell(crowd.Count, "0"),
            Cell(took.TotalSeconds, "0.0"),
            Cell(cpu / (crowd.Received / 1e9), "0.00"),
            Cell(idle / 1e6, "0.0"),
            Cell(peak / 1e6, "0.0"),
            Cell(above / 1e6, "0.0"),
            Cell(above / 1e3 / crowd.Count, "0.00"),
        ];
    }
}
