using ActorProxy.Bench.Load.Peers;

namespace ActorProxy.Bench.Load;

/// <summary>Rounds over several running proxies: A B C D, B C D A, and so on, so that a slow moment of the machine meets all of them.</summary>
internal static class Interleaved
{
    private const int WarmUpSeconds = 20; // Until the just-in-time compiler has settled, which takes some hundred thousand requests.

    /// <summary>Warms each up, then measures; the results are in the order of <paramref name="peers"/>.</summary>
    /// <param name="bench">Options and workspace.</param>
    /// <param name="peers">All running at once; those that are not measured are idle.</param>
    /// <param name="loadOf">What each gets.</param>
    /// <param name="cancel">Ends the measuring.</param>
    public static Task<IReadOnlyList<IReadOnlyList<Measurement>>> MeasureAsync(
        BenchRun bench, IReadOnlyList<RunningPeer> peers, Func<RunningPeer, Load> loadOf, CancellationToken cancel) =>
        MeasureAsync(bench, [.. peers.Select(peer => (peer, loadOf(peer)))], cancel);

    /// <summary>The same for several loads on one proxy, each a contestant of its own.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<Measurement>>> MeasureAsync(
        BenchRun bench, IReadOnlyList<(RunningPeer Peer, Load Load)> contestants, CancellationToken cancel)
    {
        foreach (var (peer, load) in contestants)
            await load.RunAsync(bench.Workspace, peer.Endpoint, WarmUpSeconds, cancel);

        var results = contestants.Select(_ => new List<Measurement>()).ToArray();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            BenchRun.Say($"  round {round + 1} of {bench.Options.Rounds}");
            for (var turn = 0; turn < contestants.Count; turn++)
            {
                var index = (round + turn) % contestants.Count;
                var (peer, load) = contestants[index];
                results[index].Add(await Measurement.TakeAsync(bench.Workspace, peer, load, bench.Options.MeasurementSeconds, cancel));
            }
        }

        return results;
    }
}
