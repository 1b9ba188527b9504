using ActorProxy.Bench.Load.Peers;

namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>All proxies side by side under one load after another.</summary>
internal abstract class LoadScenario : Scenario
{
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

    /// <summary>The loads, each a table of its own.</summary>
    protected abstract IReadOnlyList<Load> Loads(BenchOptions options);

    public override async Task<IReadOnlyList<ReportTable>> RunAsync(BenchRun bench, CancellationToken cancel)
    {
        var origin = await Origin.StartAsync(bench.Workspace, cancel);
        var topology = new Topology([origin.Port], Tls: OverTls ? TlsFiles.Create(bench.Workspace) : null, Http2: OverHttp2);
        var peers = await bench.StartAllAsync(topology, cancel);
        var tables = new List<ReportTable>();
        foreach (var load in Loads(bench.Options))
        {
            var results = await Interleaved.MeasureAsync(bench, peers, _ => load, cancel);
            tables.Add(LoadTable.From(load.Caption, Figure, [.. peers.Select(peer => peer.Name).Zip(results)]));
        }

        if (bench.Options.Strace)
            tables.Add(await SystemCalls.CountAsync(bench.Workspace, peers, Loads(bench.Options)[0], cancel));
        foreach (var peer in peers)
            await peer.DisposeAsync();
        await origin.StopAsync();
        return tables;
    }
}
