using System.Globalization;
using ActorProxy.Bench.Load.Peers;

namespace ActorProxy.Bench.Load;

/// <summary>System calls of the proxies per request, counted by strace over a fixed number of requests.</summary>
internal static class SystemCalls
{
    private const int RequestsPerConnection = 100;
    private const double LeastWorthARow = 0.015;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>One column for each proxy, one row for each system call that is not rare.</summary>
    public static async Task<ReportTable> CountAsync(Workspace workspace, IReadOnlyList<RunningPeer> peers, Load load, CancellationToken cancel)
    {
        var counts = new List<Dictionary<string, double>>();
        foreach (var peer in peers)
        {
            BenchRun.Say($"  counting system calls of {peer.Name}");
            counts.Add(await CountAsync(workspace, peer, load, cancel));
        }

        var rows = counts.SelectMany(count => count.Keys).Distinct()
            .Where(call => counts.Any(count => count.GetValueOrDefault(call) >= LeastWorthARow))
            .OrderByDescending(call => counts.Max(count => count.GetValueOrDefault(call)))
            .Select(call => (string[])[call, .. counts.Select(count => ReportTable.Cell(count.GetValueOrDefault(call), "0.00"))]);
        string[] all = ["all", .. counts.Select(count => ReportTable.Cell(count.Values.Sum(), "0.00"))];
        var caption = $"System calls per request, {RequestsPerConnection * load.Connections} requests over {load.Connections} connections under strace";
        return new ReportTable(["call", .. peers.Select(peer => peer.Name)], [all, .. rows], caption);
    }

    private static async Task<Dictionary<string, double>> CountAsync(Workspace workspace, RunningPeer peer, Load load, CancellationToken cancel)
    {
        var summary = Path.Combine(workspace.Root, $"strace-{peer.Name}.txt");
        var processes = ProcessUsage.TreeIds(peer.Process.Id);
        var strace = workspace.Start("strace", ["-c", "-f", "-U", "calls,name", "-o", summary, .. processes.SelectMany(id => new[] { "-p", $"{id}" })]);
        await using (strace)
        {
            await AttachedAsync(strace, processes.Count, cancel);
            await load.RunFixedAsync(workspace, peer.Endpoint, RequestsPerConnection, cancel);
            await strace.InterruptAsync();
        }

        double requests = RequestsPerConnection * load.Connections;
        return File.ReadLines(summary)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length == 2 && char.IsAsciiDigit(words[0][0]) && words[1] != "total")
            .ToDictionary(words => words[1], words => double.Parse(words[0], CultureInfo.InvariantCulture) / requests);
    }

    private static async Task AttachedAsync(ChildProcess strace, int processes, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Limit);
        while (strace.Errors.Split('\n').Count(line => line.Contains("attached", StringComparison.Ordinal)) < processes)
        {
            if (strace.Exited.IsCompleted || deadline.IsCancellationRequested)
                throw new BenchException($"strace does not attach: {strace.LastWords}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), cancel);
        }
    }
}
