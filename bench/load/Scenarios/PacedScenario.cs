namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>
/// Whether a request costs more when it comes from one of many clients, who rest between their requests: together they ask as often as few do, and
/// nobody has to wait long. <see cref="ConnectionsScenario"/> has them all ask at once.
/// </summary>
internal sealed class PacedScenario : LoadScenario
{
    // Each rests one millisecond on average for so many connections: together they ask 20,000 times a second.
    private const int ConnectionsPerMillisecond = 20;

    public override string Name => "paced";

    public override string Title => "1 KB responses, as many a second to more and more clients";

    protected override IReadOnlyList<Load> Loads(BenchOptions options) =>
    [
        .. ConnectionsScenario.Counts(options)
            .Select(connections => new WrkLoad(Origin.Small, connections, LongestPause: 2 * connections / ConnectionsPerMillisecond)),
    ];
}
