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
    public static async Task<IReadOnlyList<IReadOnlyList<Measurement>>> MeasureAsync(
        BenchRun bench, IReadOnlyList<RunningPeer> peers, Func<RunningPeer, Load> loadOf, CancellationToken cancel)
    {
        foreach (var peer in peers)
            await loadOf(peer).RunAsync(bench.Workspace, peer.Endpoint, WarmUpSeconds, cancel);

        var results = peers.Select(_ => new List<Measurement>()).ToArray();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            BenchRun.Say($"  round {round + 1} of {bench.Options.Rounds}");
            for (var turn = 0; turn < peers.Count; turn++)
            {
                var index = (round + turn) % peers.Count;
                var peer = peers[index];
                results[index].Add(await Measurement.TakeAsync(bench.Workspace, peer, loadOf(peer), bench.Options.MeasurementSeconds, cancel));
            }
        }

        return results;
    }
}
