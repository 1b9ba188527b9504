using ActorProxy.Bench.Load.Peers;
using ActorProxy.Bench.Load.Soak;
using static ActorProxy.Bench.Load.ReportTable;

namespace ActorProxy.Bench.Load.Scenarios;

/// <summary>Whether ActorProxy keeps what it should let go.</summary>
internal sealed class SoakScenario : Scenario
{
    private const int UsualSeconds = 1800;
    private const int LeastSamples = 15;
    private const int KeptSeconds = 2; // Below the rest, so that connections to the origin are no leak.

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(10);

    private readonly List<string> _failures = [];

    public override string Name => "soak";

    public override string? Failure => _failures.Count == 0 ? null : string.Join("; ", _failures);

    public override string Title => "ActorProxy under mixed traffic for a long time";

    public override bool InAll => false;

    public override string Reading =>
        $"A warm-up, {Rest.TotalSeconds:0} s of rest (\"first rest\"), the load, the same rest again (\"last rest\"). First, max and last are of " +
        $"samples under load, one every {LongestInterval.TotalSeconds:0} s, or more often in a short run. A leak is suspected when more than a few " +
        "descriptors are open at the last rest that were not at the first, or when RSS grew by more than a fifth between the second fifth of the " +
        "time and the last; in a run of less than some minutes the heap still finds its size, so that the latter means little. Clients that leave " +
        "are meant to; what counts as failed was not meant to fail.";

    public override async Task<IReadOnlyList<ReportTable>> RunAsync(BenchRun bench, CancellationToken cancel)
    {
        var origin = await Origin.StartAsync(bench.Workspace, cancel);
        using var bare = new BareOrigin();
        var topology = new Topology([origin.Port], KeptSeconds: KeptSeconds, BarePort: bare.Port);
        var tables = new List<ReportTable>();
        foreach (var name in bench.PeerNames.Where(name => name.StartsWith(ActorProxyPeer.PlainName, StringComparison.Ordinal)))
        {
            if (await bench.StartAsync(name, topology, cancel) is not { } peer)
                continue;
            await using (peer)
                tables.AddRange(await SoakAsync(peer, bench.Options.Seconds ?? UsualSeconds, cancel));
        }

        await origin.StopAsync();
        return tables;
    }

    private async Task<IReadOnlyList<ReportTable>> SoakAsync(RunningPeer peer, int seconds, CancellationToken cancel)
    {
        var mix = Mix.Create();
        var duration = TimeSpan.FromSeconds(seconds);
        var interval = duration / LeastSamples < LongestInterval ? duration / LeastSamples : LongestInterval;
        BenchRun.Say($"  {peer.Name}: warming up, then {seconds} s");
        await LoadAsync(peer, mix, WarmUp, LongestInterval, cancel);
        var before = await RestAsync(peer, cancel);
        var loaded = await LoadAsync(peer, mix, duration, interval, cancel);
        var after = await RestAsync(peer, cancel);
        var trace = new SoakTrace(before, loaded, after);
        if (trace.Suspicions.Count > 0)
            _failures.Add($"{peer.Name}: {trace.Verdict}");
        if (mix.Sum(each => each.Failed) is > 0 and var failed)
            _failures.Add($"{peer.Name}: {failed} exchanges failed");
        return [trace.Table(peer.Name), Exchanges(peer.Name, mix)];
    }

    private static async Task<List<ProcessSample>> LoadAsync(
        RunningPeer peer, IReadOnlyList<Exchange> mix, TimeSpan duration, TimeSpan interval, CancellationToken cancel)
    {
        using var stop = new CancellationTokenSource(duration);
        var clients = Task.WhenAll(mix.Select(exchange => exchange.RunAsync(peer.Endpoint, stop.Token, cancel)));
        try
        {
            return await SampleAsync(peer, interval, stop.Token, cancel);
        }
        finally
        {
            await stop.CancelAsync();
            await clients;
        }
    }

    private static async Task<List<ProcessSample>> SampleAsync(RunningPeer peer, TimeSpan interval, CancellationToken stop, CancellationToken cancel)
    {
        var samples = new List<ProcessSample>();
        using var timer = new PeriodicTimer(interval);
        while (await timer.WaitForNextTickAsync(cancel) && !stop.IsCancellationRequested)
            samples.Add(ProcessSample.Take(peer.Process));
        return samples;
    }

    private static async Task<ProcessSample> RestAsync(RunningPeer peer, CancellationToken cancel)
    {
        await Task.Delay(Rest, cancel);
        return ProcessSample.Take(peer.Process);
    }

    private static ReportTable Exchanges(string proxy, IReadOnlyList<Exchange> mix) => new(
        ["exchange", "done", "failed", "the first that failed"],
        [
            .. mix.Select(each => (string[])[each.Name, Cell(each.Done, "0"), Cell(each.Failed, "0"), each.FirstFailure ?? "-"]),
            ["all", Cell(mix.Sum(each => each.Done), "0"), Cell(mix.Sum(each => each.Failed), "0"), "-"],
        ],
        $"Exchanges of {proxy}'s clients, the warm-up's included");
}
