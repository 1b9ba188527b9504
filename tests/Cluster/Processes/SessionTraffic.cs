using System.Collections.Concurrent;
using System.Net;

namespace ActorProxy.Cluster.Tests.Processes;

/// <summary>
/// Many sessions whose requests go to all nodes at random, without end, as from behind a balancer: a node that is taken out gets no more, and
/// one that fails is not tried again.
/// </summary>
internal sealed class SessionTraffic : IAsyncDisposable
{
    private readonly Session[] _sessions;
    private readonly ConcurrentDictionary<NodeProcess, bool> _out = [];
    private readonly IReadOnlyList<NodeProcess> _nodes;
    private readonly Dictionary<NodeProcess, HttpClient> _clients;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _workers = [];
    private long _requests;
    private long _moved;

    private SessionTraffic(IReadOnlyList<NodeProcess> nodes, int sessions)
    {
        _nodes = nodes;
        _sessions = [.. Enumerable.Range(0, sessions).Select(number => new Session(number))];
        _clients = nodes.ToDictionary(node => node, node => new HttpClient(new SocketsHttpHandler { UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = node.Address("web"),
            Timeout = TimeSpan.FromSeconds(30),
        });
    }

    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Requests whose answer came from another backend than the session's first.</summary>
    public long Moved => Volatile.Read(ref _moved);

    /// <summary>What went wrong, and on which node.</summary>
    public ConcurrentQueue<(NodeProcess Node, string Reason)> Failures { get; } = [];

    public static async Task<SessionTraffic> StartAsync(ProcessCluster cluster, int sessions, int workers)
    {
        var traffic = new SessionTraffic(cluster.Nodes, sessions);
        await traffic.SweepAsync();
        for (var worker = 0; worker < workers; worker++)
            traffic._workers.Add(Task.Run(traffic.RunAsync));
        return traffic;
    }

    /// <summary>Sends nothing more to a node.</summary>
    public void TakeOut(NodeProcess node) => _out[node] = true;

    /// <summary>One request for each session, through the nodes that are left; all of them have to be answered.</summary>
    public Task SweepAsync() => Parallel.ForEachAsync(_sessions, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (session, _) => await AskAsync(session));

    public async Task MoreAsync(int requests)
    {
        var goal = Requests + requests;
        while (Requests < goal)
            await Task.Delay(TimeSpan.FromMilliseconds(5));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_workers);
        foreach (var client in _clients.Values)
            client.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
            await AskAsync(_sessions[Random.Shared.Next(_sessions.Length)]);
    }

    private async Task AskAsync(Session session)
    {
        var nodes = _nodes.Where(node => !_out.ContainsKey(node)).ToArray();
        var node = nodes[Random.Shared.Next(nodes.Length)];
        // One at a time in each session, so that its cookie is the last one.
        await session.Turn.WaitAsync();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            if (session.Cookie is { } cookie)
                request.Headers.Add("Cookie", cookie);
            using var response = await _clients[node].SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            if (response.StatusCode == HttpStatusCode.OK)
                Note(session, response, body);
            else
                Failures.Enqueue((node, $"{(int)response.StatusCode} {body}"));
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException)
        {
            Failures.Enqueue((node, broken.Message));
            TakeOut(node);
        }
        finally
        {
            session.Turn.Release();
        }
    }

    private void Note(Session session, HttpResponseMessage response, string body)
    {
        if (response.Headers.TryGetValues("Set-Cookie", out var fields))
            session.Cookie = fields.Single().Split(';')[0];
        session.Home ??= body;
        if (session.Home != body)
            Interlocked.Increment(ref _moved);
        Interlocked.Increment(ref _requests);
    }

    private sealed class Session(int number)
    {
        public int Number { get; } = number;

        public SemaphoreSlim Turn { get; } = new(1);

        public string? Cookie { get; set; }

        public string? Home { get; set; }
    }
}
