namespace ActorProxy.Bench.Load.Nodes;

/// <summary>
/// Clients with sessions, spread evenly over the nodes that there are: always the same number of client programs and connections, whether
/// they all go to one node or each to another.
/// </summary>
internal sealed class SessionLoad(IReadOnlyList<string> cookies, int connections)
{
    private const int Programs = 3;

    /// <summary>Begins so many sessions; what each client would send from now on.</summary>
    public static async Task<IReadOnlyList<string>> CookiesAsync(Endpoint node, int sessions, CancellationToken cancel)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        var cookies = new List<string>();
        while (cookies.Count < sessions)
        {
            using var response = await client.GetAsync(new Uri(node.Url(Origin.Small)), cancel);
            cookies.Add(response.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        }

        return cookies;
    }

    /// <summary>What all clients together saw.</summary>
    public async Task<LoadRun> RunAsync(Workspace workspace, IReadOnlyList<Endpoint> nodes, int seconds, CancellationToken cancel)
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, Programs).Select(number =>
            new WrkLoad(Origin.Small, connections / Programs, Cookies: cookies, FirstCookie: number * cookies.Count / Programs)
                .RunAsync(workspace, nodes[number % nodes.Count], seconds, cancel)));
        return new LoadRun(
            runs.Sum(run => run.Requests), runs.Sum(run => run.Bytes), runs.Max(run => run.Duration),
            runs.Sum(run => run.SocketErrors), runs.Sum(run => run.BadStatuses));
    }
}
