namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>One question to the proxies.</summary>
internal abstract class Scenario
{
    /// <summary>Every scenario, in the order in which <c>all</c> runs them.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new SmallScenario(), new CacheScenario(), new LargeScenario(), new PostScenario(), new ConnectionsScenario(), new PacedScenario(), new IdleScenario(),
        new ColdScenario(), new RoutesScenario(), new KillScenario(), new TlsScenario(), new H2Scenario(), new GzipScenario(), new ClusterScenario(), new ClusterColdScenario(),
        new SoakScenario(),
    ];

    /// <summary>On the command line, and of the file under bench/results.</summary>
    public abstract string Name { get; }

    /// <summary>Whether <c>all</c> includes it.</summary>
    public virtual bool InAll => true;

    /// <summary>What is measured.</summary>
    public abstract string Title { get; }

    /// <summary>How to read the table.</summary>
    public abstract string Reading { get; }

    /// <summary>A program besides wrk that it cannot do without, and the option that makes it say its version.</summary>
    public virtual (string Name, string VersionOption)? Tool => null;

    /// <summary>What a run has shown that must not be; null when there is nothing, or when only a person can judge.</summary>
    public virtual string? Failure => null;

    /// <summary>Measures.</summary>
    public abstract Task<IReadOnlyList<ReportTable>> RunAsync(BenchRun bench, CancellationToken cancel);
}
