namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>Whether a request costs more when there are many clients.</summary>
internal sealed class ConnectionsScenario : LoadScenario
{
    public override string Name => "connections";

    public override string Title => "1 KB responses to more and more clients";

    /// <summary>How many clients, in each load.</summary>
    public static IReadOnlyList<int> Counts(BenchOptions options) => options.Connections is { } count ? [count] : [64, 256, 1024, 4096];

    protected override IReadOnlyList<Load> Loads(BenchOptions options) =>
        [.. Counts(options).Select(connections => new WrkLoad(Origin.Small, connections))];
}
