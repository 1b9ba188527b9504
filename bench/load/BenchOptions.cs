namespace ActorProxy.Bench.Load;

/// <summary>What the command line says.</summary>
/// <param name="Rounds">Measurements of each proxy; medians are reported.</param>
/// <param name="Seconds">Length of one measurement; null: the scenario's own, which is mostly <see cref="MeasurementSeconds"/>.</param>
/// <param name="Connections">Replaces a scenario's number of client connections; null: the scenario's own.</param>
/// <param name="Only">Names of the proxies to run; empty: all that run by default.</param>
/// <param name="Also">Names of the proxies to run besides those.</param>
/// <param name="ActorProxyPath">A built <c>actorproxy</c> or <c>actorproxy.dll</c>; null: published from src/Host.</param>
/// <param name="Environment">Extra environment variables of ActorProxy.</param>
/// <param name="Strace">Whether system calls per request are counted as well.</param>
/// <param name="Name">Of the file under bench/results; null: the scenario's.</param>
/// <param name="CommandLine">As it was typed, for the report.</param>
internal sealed record BenchOptions(
    int Rounds,
    int? Seconds,
    int? Connections,
    IReadOnlyList<string> Only,
    IReadOnlyList<string> Also,
    string? ActorProxyPath,
    IReadOnlyDictionary<string, string> Environment,
    bool Strace,
    string? Name,
    string CommandLine)
{
    private const int UsualSeconds = 5;

    /// <summary>Length of one of several measurements.</summary>
    public int MeasurementSeconds => Seconds ?? UsualSeconds;
}
