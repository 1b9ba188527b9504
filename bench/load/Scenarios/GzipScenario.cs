using ActorProxy.Bench.Load.Peers;
using static ActorProxy.Bench.Load.ReportTable;

namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>What it costs to encode a response on the fly.</summary>
internal sealed class GzipScenario : Scenario
{
    private const string None = "none";
    private const string Gzip = "gzip";

    private static readonly (string Peer, string Coding)[] Contestants =
    [
        ("nginx", None), ("nginx", Gzip), ("haproxy", None), ("haproxy", Gzip),
        (ActorProxyPeer.PlainName, None), (ActorProxyPeer.PlainName, Gzip), (ActorProxyPeer.PlainName, "br"), (ActorProxyPeer.PlainName, "zstd"),
    ];

    public override string Name => "gzip";

    public override string Title => "100 KB of JSON encoded on the fly";

    public override string Reading =>
        "Each proxy at the level that it takes by itself, so a figure means something only beside the size that it bought. \"vs nginx gzip\" " +
        "compares the CPU figure: user and system time of the proxy's processes, the one to trust, because client, proxy and origin share the " +
        "cores. \"none\" is the same response without a coding. Medians over interleaved rounds, errors summed.";

    public override async Task<IReadOnlyList<ReportTable>> RunAsync(BenchRun bench, CancellationToken cancel)
    {
        var origin = await Origin.StartAsync(bench.Workspace, cancel);
        var running = new Dictionary<string, RunningPeer>();
        foreach (var name in Contestants.Select(contestant => contestant.Peer).Distinct())
        {
            if (await bench.StartAsync(name, new Topology([origin.Port], Compression: true), cancel) is { } peer)
                running[name] = peer;
        }

        var table = await MeasureAsync(bench, running, cancel);
        foreach (var peer in running.Values)
            await peer.DisposeAsync();
        await origin.StopAsync();
        return [table];
    }

    private static async Task<ReportTable> MeasureAsync(BenchRun bench, Dictionary<string, RunningPeer> running, CancellationToken cancel)
    {
        var connections = bench.Options.Connections ?? 16;
        var present = Contestants.Where(contestant => running.ContainsKey(contestant.Peer)).ToArray();
        var results = await Interleaved.MeasureAsync(
            bench, [.. present.Select(contestant => (running[contestant.Peer], LoadOf(contestant.Coding, connections)))], cancel);
        var cpu = results.Select(rounds => rounds.Select(round => round.CpuMicrosecondsPerRequest).Median()).ToArray();
        var reference = Array.IndexOf(present, ("nginx", Gzip)) is >= 0 and var index ? cpu[index] : double.NaN;
        return new ReportTable(
            ["proxy", "coding", "CPU µs/response", "least-most", "vs nginx gzip", "bytes", "responses/s", "p50 ms", "RSS MB", "errors"],
            [.. present.Select((contestant, at) => Row(contestant, results[at], cpu[at], reference))],
            $"{connections} connections");
    }

    private static WrkLoad LoadOf(string coding, int connections) =>
        new WrkLoad(Origin.Json, connections, AcceptEncoding: coding == None ? null : coding);

    private static string[] Row((string Peer, string Coding) contestant, IReadOnlyList<Measurement> rounds, double cpu, double reference) =>
    [
        contestant.Peer,
        contestant.Coding,
        Cell(cpu, "0"),
        $"{Cell(rounds.Min(round => round.CpuMicrosecondsPerRequest), "0")}-{Cell(rounds.Max(round => round.CpuMicrosecondsPerRequest), "0")}",
        Cell(cpu / reference, "0.00"),
        Cell(rounds.Select(round => round.Run.Bytes / (double)round.Run.Requests).Median(), "0"),
        Cell(rounds.Select(round => round.RequestsPerSecond).Median(), "0"),
        Cell(rounds.Select(round => round.Run.P50?.TotalMilliseconds ?? double.NaN).Median(), "0.00"),
        Cell(rounds.Select(round => round.ResidentBytes / 1e6).Median(), "0.0"),
        Cell(rounds.Sum(round => round.Errors), "0"),
    ];
}
