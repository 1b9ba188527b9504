namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>Whether a request costs more when there are many clients.</summary>
internal sealed class ConnectionsScenario : LoadScenario
{
    public override string Name => "connections";

    public override string Title => "1 KB responses to more and more clients";

    protected override IReadOnlyList<Load> Loads(BenchOptions options)
    {
        int[] counts = options.Connections is { } count ? [count] : [64, 256, 1024, 4096];
        return [.. counts.Select(connections => new WrkLoad(Origin.Small, connections))];
    }
}
