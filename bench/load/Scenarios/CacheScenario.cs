namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>What a request costs that is answered from the cache.</summary>
internal sealed class CacheScenario : LoadScenario
{
    public override string Name => "cache";

    public override string Title => "1 KB responses from the cache";

    public override string Reading =>
        base.Reading + " All have the object in memory, fresh for an hour: ActorProxy, HAProxy and Varnish in their own, nginx in a file that is " +
        "kept open in a file system of memory. Varnish also writes its log to shared memory, as it comes.";

    protected override bool Cached => true;

    protected override IReadOnlyList<Load> Loads(BenchOptions options) => [new WrkLoad(Origin.Cacheable, options.Connections ?? 64)];
}
