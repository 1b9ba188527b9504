using ActorProxy.Bench.Load.Peers;

namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>All proxies side by side under one load after another.</summary>
internal abstract class LoadScenario : Scenario
{
    private const int OtherFiles = 512; // Libraries, logs, listeners, event queues.

    public override string Reading =>
        "Client, proxy and origin share the machine's cores, so the CPU figure is the one to trust: user and system time of the proxy's " +
        "processes. Requests/s and latencies say as much about wrk and the origin as about the proxy. Medians over interleaved rounds, errors " +
        "summed, \"vs\" columns compare the CPU figure.";

    /// <summary>The figure that is compared.</summary>
    protected virtual CpuFigure Figure => CpuFigure.PerRequest;

    /// <summary>Whether the proxies speak TLS to the clients.</summary>
    protected virtual bool OverTls => false;

    /// <summary>Whether they offer HTTP/2 as well.</summary>
    protected virtual bool OverHttp2 => false;

    /// <summary>Whether the proxies cache.</summary>
    protected virtual bool Cached => false;

    /// <summary>The loads, each a table of its own.</summary>
    protected abstract IReadOnlyList<Load> Loads(BenchOptions options);

    public override async Task<IReadOnlyList<ReportTable>> RunAsync(BenchRun bench, CancellationToken cancel)
    {
        var origin = await Origin.StartAsync(bench.Workspace, cancel);
        var loads = Possible(bench);
        var peers = await bench.StartAllAsync(Topology(bench, origin, loads), cancel);
        var tables = new List<ReportTable>();
        var asked = await origin.RequestsAsync(cancel);
        foreach (var load in loads)
        {
            var results = await Interleaved.MeasureAsync(bench, peers, _ => load, cancel);
            tables.Add(LoadTable.From(load.Caption, Figure, [.. peers.Select(peer => peer.Name).Zip(results)]));
        }

        if (bench.Options.Strace && loads.Count > 0)
            tables.Add(await SystemCalls.CountAsync(bench.Workspace, peers, loads[0], cancel));
        if (Cached)
            tables.Add(ReportTable.Of("Requests that reached the origin, of all proxies and with the warm-up", await origin.RequestsAsync(cancel) - asked));
        foreach (var peer in peers)
            await peer.DisposeAsync();
        await origin.StopAsync();
        return tables;
    }

    // A proxy has a descriptor for each client and, when the origin is slow, as many for connections to it.
    private List<Load> Possible(BenchRun bench)
    {
        var possible = new List<Load>();
        foreach (var load in Loads(bench.Options))
        {
            if ((2 * load.Connections) + OtherFiles <= bench.OpenFiles)
                possible.Add(load);
            else
                bench.Skip($"{Name} with {load.Connections} connections", $"a process may open {bench.OpenFiles} files, and a proxy may need two for each");
        }

        return possible;
    }

    private Topology Topology(BenchRun bench, Origin origin, List<Load> loads) => new(
        [origin.Port],
        Tls: OverTls ? TlsFiles.Create(bench.Workspace) : null,
        Http2: OverHttp2,
        Cached: Cached,
        Kept: loads.Select(load => load.Connections).Append(Peers.Topology.UsuallyKept).Max());
}
