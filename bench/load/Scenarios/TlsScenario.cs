namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>What encryption adds to a request.</summary>
internal sealed class TlsScenario : LoadScenario
{
    public override string Name => "tls";

    public override string Title => "1 KB responses over TLS";

    public override string Reading =>
        base.Reading + " The connections are kept, so handshakes, which all take place in the first moments, weigh little. All show the same " +
        "certificate, ECDSA on P-256, and speak TLS 1.2 and 1.3; wrk takes 1.3.";

    protected override bool OverTls => true;

    protected override IReadOnlyList<Load> Loads(BenchOptions options) => [new WrkLoad(Origin.Small, options.Connections ?? 64)];
}
