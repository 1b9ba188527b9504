namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>What a byte of a response costs.</summary>
internal sealed class LargeScenario : LoadScenario
{
    public override string Name => "large";

    public override string Title => "1 MB responses";

    protected override CpuFigure Figure => CpuFigure.PerGigabyte;

    protected override IReadOnlyList<Load> Loads(BenchOptions options) => [new WrkLoad(Origin.Large, options.Connections ?? 16)];
}
