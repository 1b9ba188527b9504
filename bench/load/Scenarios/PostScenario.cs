namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>What a request with a body costs.</summary>
internal sealed class PostScenario : LoadScenario
{
    public override string Name => "post";

    public override string Title => "16 KB request bodies";

    protected override IReadOnlyList<Load> Loads(BenchOptions options) => [new WrkLoad(Origin.Post, options.Connections ?? 64, BodyBytes: 16 * 1024)];
}
