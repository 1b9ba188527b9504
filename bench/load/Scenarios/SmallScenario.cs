namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>What a request costs when its body costs nothing.</summary>
internal sealed class SmallScenario : LoadScenario
{
    public override string Name => "small";

    public override string Title => "1 KB responses over keep-alive connections";

    protected override IReadOnlyList<Load> Loads(BenchOptions options) => [new WrkLoad(Origin.Small, options.Connections ?? 64)];
}
