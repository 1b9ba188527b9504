using System.Globalization;

namespace ActorProxy.Bench.Load;

/// <summary>What one run of wrk saw.</summary>
/// <param name="Requests">Completed ones.</param>
/// <param name="Bytes">Received, heads included.</param>
/// <param name="Duration">Of the run.</param>
/// <param name="P50">Median latency.</param>
/// <param name="P99">Latency that 1 in 100 exceeds.</param>
/// <param name="SocketErrors">Failed connects, reads, writes and time-outs.</param>
/// <param name="BadStatuses">Responses of 400 and above.</param>
internal sealed record WrkRun(long Requests, long Bytes, TimeSpan Duration, TimeSpan P50, TimeSpan P99, long SocketErrors, long BadStatuses)
{
    private const string Marker = "RESULT ";
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(20);

    /// <summary>Drives a loopback port for a time.</summary>
    /// <exception cref="BenchException">wrk is missing or failed.</exception>
    public static async Task<WrkRun> StartAsync(Workspace workspace, Endpoint endpoint, WrkLoad load, int seconds, CancellationToken cancel)
    {
        var script = workspace.Write("load.lua", load.Script());
        string[] arguments =
        [
            "-t", "2", "-c", $"{load.Connections}", "-d", $"{seconds}s", "--timeout", "5s", "-s", script, endpoint.Url(load.Path),
        ];
        var output = await workspace.RunAsync("wrk", arguments, TimeSpan.FromSeconds(seconds) + Slack, cancel);
        var result = output.Split('\n').LastOrDefault(line => line.StartsWith(Marker, StringComparison.Ordinal))
            ?? throw new BenchException($"wrk printed no result: {output}");
        return Parse(result[Marker.Length..]);
    }

    private static WrkRun Parse(string line)
    {
        var numbers = line.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new WrkRun(numbers[0], numbers[1], Micros(numbers[2]), Micros(numbers[3]), Micros(numbers[4]), numbers[5], numbers[6]);
    }

    private static TimeSpan Micros(long count) => TimeSpan.FromMicroseconds(count);
}
