using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorProxy.Bench.Load;

/// <summary>HTTP/2 by h2load: several streams at a time on each connection.</summary>
/// <param name="Path">The target.</param>
/// <param name="Connections">They last for the whole run: h2load does not connect again.</param>
/// <param name="Streams">Requests in flight on each connection.</param>
internal sealed partial record H2Load(string Path, int Connections, int Streams) : Load(Path, Connections)
{
    /// <summary>The program, and the option that makes it say its version.</summary>
    public static readonly (string Name, string VersionOption) Tool = ("h2load", "--version");

    public override string Caption => $"{Connections} connections with {Streams} streams each; requests/s and errors are h2load's";

    public override async Task<LoadRun> RunAsync(Workspace workspace, Endpoint endpoint, int seconds, CancellationToken cancel)
    {
        var duration = TimeSpan.FromSeconds(seconds);
        return Parse(await RunAsync(workspace, endpoint, ["-D", $"{seconds}"], duration + Slack, cancel), duration);
    }

    public override async Task RunFixedAsync(Workspace workspace, Endpoint endpoint, int perConnection, CancellationToken cancel)
    {
        var output = await RunAsync(workspace, endpoint, ["-n", $"{perConnection * Connections}"], Slack, cancel);
        if (Parse(output, TimeSpan.Zero) is { SocketErrors: > 0 } run)
            throw new BenchException($"{run.SocketErrors} requests of h2load failed");
    }

    private async Task<string> RunAsync(Workspace workspace, Endpoint endpoint, string[] length, TimeSpan limit, CancellationToken cancel)
    {
        string[] arguments = ["-t", "2", "-c", $"{Connections}", "-m", $"{Streams}", .. length, endpoint.Url(Path)];
        var output = await workspace.RunAsync(Tool.Name, arguments, limit, cancel);

        // It takes HTTP/1.1 from those that do not offer more, and ends with 0 when it cannot connect.
        return output.Contains("Application protocol: h2\n", StringComparison.Ordinal)
            ? output
            : throw new BenchException($"port {endpoint.Port} does not speak HTTP/2 with h2load");
    }

    private static LoadRun Parse(string output, TimeSpan duration)
    {
        var requests = Numbers(RequestsLine(), output);
        var statuses = Numbers(StatusLine(), output);
        var (done, failed, errored) = (requests[0], requests[1], requests[2]);
        var bad = statuses[0] + statuses[1];
        return new LoadRun(done - errored, Numbers(TrafficLine(), output)[0], duration, failed - bad, bad);
    }

    private static long[] Numbers(Regex line, string output) => line.Match(output) is { Success: true } match
        ? [.. match.Groups.Values.Skip(1).Select(group => long.Parse(group.ValueSpan, CultureInfo.InvariantCulture))]
        : throw new BenchException($"h2load printed something else than expected: {output}");

    // "failed" counts bad statuses, "errored" those without a response, and time-outs; "errored" counts among "done" too.
    [GeneratedRegex(@"^requests: .* (\d+) done, \d+ succeeded, (\d+) failed, (\d+) errored", RegexOptions.Multiline)]
    private static partial Regex RequestsLine();

    [GeneratedRegex(@"^status codes: .* (\d+) 4xx, (\d+) 5xx", RegexOptions.Multiline)]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"^traffic: .*?\((\d+)\) total", RegexOptions.Multiline)]
    private static partial Regex TrafficLine();
}
