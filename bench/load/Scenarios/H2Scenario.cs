namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>What a request costs when several share a connection.</summary>
internal sealed class H2Scenario : LoadScenario
{
    private const int Streams = 8;

    public override string Name => "h2";

    public override string Title => "1 KB responses over HTTP/2 and TLS";

    public override string Reading =>
        "Client, proxy and origin share the machine's cores, so the CPU figure is the one to trust: user and system time of the proxy's " +
        "processes. Requests/s and errors are what h2load counted; it tells no percentiles of the latency. HTTP/2 ends at the proxy: all " +
        "speak HTTP/1.1 to the origin. Medians over interleaved rounds, errors summed, \"vs\" columns compare the CPU figure.";

    public override (string Name, string VersionOption)? Tool => H2Load.Tool;

    protected override bool OverTls => true;

    protected override bool OverHttp2 => true;

    protected override IReadOnlyList<Load> Loads(BenchOptions options) => [new H2Load(Origin.Small, options.Connections ?? 16, Streams)];
}
