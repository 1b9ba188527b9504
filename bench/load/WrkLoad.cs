using System.Globalization;

namespace ActorProxy.Bench.Load;

/// <summary>HTTP/1.1 by wrk: one request at a time on each connection.</summary>
/// <param name="Path">The target; ignored when there are <paramref name="Targets"/>.</param>
/// <param name="Connections">Keep-alive connections.</param>
/// <param name="BodyBytes">Sent by POST; 0 for GET.</param>
/// <param name="Targets">Hosts and paths to ask for in turn; null: only <paramref name="Path"/>.</param>
/// <param name="AcceptEncoding">The value of that field; null: it is not sent.</param>
/// <param name="Cookies">Sent by turns, one with each request; null: none.</param>
/// <param name="FirstCookie">Where the turns begin.</param>
/// <param name="LongestPause">Milliseconds that a connection rests at most before its next request, half of it on average; 0: none.</param>
internal sealed record WrkLoad(
    string Path, int Connections, int BodyBytes = 0, IReadOnlyList<(string Host, string Path)>? Targets = null, string? AcceptEncoding = null,
    IReadOnlyList<string>? Cookies = null, int FirstCookie = 0, int LongestPause = 0)
    : Load(Path, Connections)
{
    private const string Marker = "RESULT ";

    public override async Task<LoadRun> RunAsync(Workspace workspace, Endpoint endpoint, int seconds, CancellationToken cancel)
    {
        var script = workspace.Write($"load-{FirstCookie}.lua", Script());
        string[] arguments = ["-t", "2", "-c", $"{Connections}", "-d", $"{seconds}s", "--timeout", "5s", "-s", script, endpoint.Url(Path)];
        var output = await workspace.RunAsync("wrk", arguments, TimeSpan.FromSeconds(seconds) + Slack, cancel);
        var result = output.Split('\n').LastOrDefault(line => line.StartsWith(Marker, StringComparison.Ordinal))
            ?? throw new BenchException($"wrk printed no result: {output}");
        return Parse(result[Marker.Length..]);
    }

    public override async Task RunFixedAsync(Workspace workspace, Endpoint endpoint, int perConnection, CancellationToken cancel) =>
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => OneConnectionAsync(endpoint, perConnection, cancel)));

    private async Task OneConnectionAsync(Endpoint endpoint, int requests, CancellationToken cancel)
    {
        using var connection = await ClientConnection.OpenAsync(endpoint, cancel);
        for (var request = 0; request < requests; request++)
            await connection.SendAsync(BodyBytes == 0 ? "GET" : "POST", Path, BodyBytes, cancel);
    }

    // How requests are made, and one line of numbers at the end.
    private string Script() => Method() + Fields() + Requests() + Pauses() + """
        done = function(summary, latency, requests)
          local e = summary.errors
          io.write(string.format("RESULT %d %d %d %d %d %d %d\n", summary.requests, summary.bytes, summary.duration,
            latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.timeout, e.status))
        end

        """;

    private string Method() => BodyBytes == 0 ? "" : $"""
        wrk.method = "POST"
        wrk.body = string.rep("x", {BodyBytes})

        """;

    private string Fields() => AcceptEncoding is null ? "" : $"""
        wrk.headers["Accept-Encoding"] = "{AcceptEncoding}"

        """;

    private string Requests() => Targets is null && Cookies is null ? "" : $$"""
        local requests, next = {}, {{FirstCookie}}
        init = function()
          requests = { {{string.Join(", ", Formats())}} }
        end
        request = function()
          next = next % #requests + 1
          return requests[next]
        end

        """;

    private string Pauses() => LongestPause == 0 ? "" : $"""
        delay = function()
          return math.random(0, {LongestPause})
        end

        """;

    // Host belongs to every request: wrk sends no field of its own beside those that it is given.
    private IEnumerable<string> Formats() => Cookies is { } cookies
        ? cookies.Select(cookie => $"wrk.format('GET', '{Path}', {{ Host = 'localhost', Cookie = '{cookie}' }})")
        : Targets!.Select(target => $"wrk.format('GET', '{target.Path}', {{ Host = '{target.Host}' }})");

    private static LoadRun Parse(string line)
    {
        var numbers = line.Split(' ').Select(number => long.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new LoadRun(numbers[0], numbers[1], Micros(numbers[2]), numbers[5], numbers[6], Micros(numbers[3]), Micros(numbers[4]));
    }

    private static TimeSpan Micros(long count) => TimeSpan.FromMicroseconds(count);
}
