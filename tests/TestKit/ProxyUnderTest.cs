using System.Collections.Concurrent;
using System.Net;
using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Rollouts;
using ActorProxy.Host;
using ActorProxy.Host.Admin;
using ActorProxy.Host.Configuration;
using ActorProxy.Host.Upstream;
using ActorProxy.TestKit.Raw;
using Akka.Actor;

namespace ActorProxy.TestKit;

/// <summary>
/// A whole proxy node in the process of the test, on ports that the system chose. Disposing it fails the test when a request was not counted out.
/// </summary>
public sealed class ProxyUnderTest : IAsyncDisposable
{
    /// <summary>
    /// Stands inside <c>proxy { }</c> of every configuration that is given to it: a listener called web and the admin API on ports that the system
    /// chooses, no access log. A text for the program itself, or for <see cref="Admin"/>, must say it.
    /// </summary>
    public const string Listening = """listeners.web.address = "127.0.0.1:0", admin.address = "127.0.0.1:0", access-log.enabled = off""";

    // What a test does not say. Each may be said again by the test's own text.
    private const string Defaults = $$"""
        proxy { {{Listening}} }
        proxy.transport = ${?ACTORPROXY_TEST_TRANSPORT}

        """;

    private readonly ConcurrentDictionary<Backend, bool> _backends = [];
    private readonly TestLog _log;
    private readonly VirtualClock? _clock;
    private readonly Sight _sight;

    private ProxyUnderTest(ProxyNode node, TestLog log, VirtualClock? clock, Sight sight)
    {
        Node = node;
        (_log, _clock, _sight) = (log, clock, sight);
        Client = ClientOf(node);
        Admin = new HttpClient { BaseAddress = new Uri($"http://{node.AdminEndpoint}"), Timeout = Patience.Limit };
        RememberBackends();
    }

    /// <summary>Sends requests to the listener called web. It keeps no cookies and follows no redirects.</summary>
    public HttpClient Client { get; }

    /// <summary>Talks to the admin API.</summary>
    public HttpClient Admin { get; }

    /// <summary>Everything that was logged.</summary>
    public IReadOnlyCollection<string> Log => _log.Lines;

    /// <summary>Waits until it has logged a line with these words: actors log in their own time, often after their answer.</summary>
    public Task SaysAsync(params string[] words) =>
        Patience.UntilAsync($"the log says: {string.Join(" … ", words)}", () => Log.Any(line => words.All(word => line.Contains(word, StringComparison.Ordinal))));

    /// <summary>The actors that serve, to be killed and watched.</summary>
    public ActorSystem Actors => Node.Supervision.Actors;

    /// <summary>The actors that talk to other nodes; null for a node alone, or while there are none.</summary>
    public ActorSystem? ClusterActors => Node.Cluster?.Actors;

    /// <summary>This node's name among others: <c>host:port</c>; empty for a node alone.</summary>
    public string Name => Node.Cluster?.Self.ToString() ?? "";

    internal ProxyNode Node { get; }

    internal ClusterView View => Node.Cluster?.View ?? ClusterView.None;

    /// <summary>Starts a node. A configuration with an error fails the test with all of its errors.</summary>
    /// <param name="hocon">As in a file; what it does not say about listener and admin API is chosen for it.</param>
    /// <param name="clock">Its time from now on; null: time goes on by itself. For a node alone.</param>
    public static Task<ProxyUnderTest> StartAsync(string hocon, VirtualClock? clock = null) => StartAsync(hocon, clock, resolve: null);

    /// <summary>Starts a node with one pool called site that gets every request.</summary>
    /// <param name="origin">Its backend.</param>
    /// <param name="more">More of the configuration, to stand inside <c>proxy { }</c>.</param>
    public static Task<ProxyUnderTest> InFrontOfAsync(IOrigin origin, string more = "") => StartAsync(Configuration([origin], more));

    /// <summary>The same with several backends.</summary>
    public static Task<ProxyUnderTest> InFrontOfAsync(IReadOnlyList<IOrigin> origins, string more = "") => StartAsync(Configuration(origins, more));

    /// <summary>The text that <see cref="InFrontOfAsync(IReadOnlyList{IOrigin}, string)"/> starts with.</summary>
    public static string Configuration(IReadOnlyList<IOrigin> origins, string more = "") => $$"""
        proxy {
          pools.site.backends = [ {{string.Join(", ", origins.Select(origin => $"\"{origin.Url}\""))}} ]
          routes = [ { name = site, path = "/", pool = site } ]
          {{more}}
        }
        """;

    /// <summary>One connection of a client to a listener.</summary>
    public Task<RawClient> ConnectAsync(string listener = "web") => RawClient.ConnectAsync(Endpoint(listener));

    /// <summary>One request, byte by byte, on a connection of its own to the listener called web; its response.</summary>
    public async Task<RawMessage> AskAsync(string request)
    {
        await using var client = await ConnectAsync();
        return await client.AskAsync(request);
    }

    /// <summary>Serves another configuration, completed as at the start. One that is refused fails the test.</summary>
    /// <param name="hocon">As in a file.</param>
    public async Task ReloadAsync(string hocon)
    {
        var result = await ApplyAsync(hocon);
        Assert.True(result.Outcome == ChangeOutcome.Applied, $"{result.Outcome}: {string.Join('\n', result.Errors)}");
    }

    /// <summary>Sends another configuration to the admin API, completed as at the start; status and body of the answer.</summary>
    /// <param name="hocon">As in a file.</param>
    /// <param name="message">Why, for the history.</param>
    /// <param name="more">More of the query, such as <c>guard=10s</c>.</param>
    public async Task<(HttpStatusCode Status, string Body)> PutConfigurationAsync(string hocon, string message = "", string more = "")
    {
        using var text = new StringContent(Defaults + hocon);
        using var response = await Admin.PutAsync(new Uri($"/api/config?message={Uri.EscapeDataString(message)}&{more}", UriKind.Relative), text);
        RememberBackends();
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The number of the configuration that it serves.</summary>
    public long Epoch => Node.Table.Current.Epoch;

    /// <summary>Where a listener accepts.</summary>
    public IPEndPoint Endpoint(string listener) => Node.Endpoints[listener];

    /// <summary>What the proxy knows of a backend.</summary>
    public Backend Backend(string pool, IOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return Node.Table.Current.Pools[pool].Backends.Single(backend => backend.Settings.Url.Port == origin.Port);
    }

    /// <summary>
    /// Waits until no request is under way to any backend that it has had. The client may have its last byte a moment before the connection to the
    /// origin is free again.
    /// </summary>
    public async Task QuietAsync()
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        await QuietAsync(limit.Token);
    }

    /// <summary>Kills an actor that serves, such as <c>/user/proxy/router-api</c>, and returns when it has died.</summary>
    public async Task KillActorAsync(string path)
    {
        var actor = await Actors.ActorSelection(path).ResolveOne(Patience.Limit);
        var dead = actor.WatchAsync();
        actor.Tell(Kill.Instance);
        await dead.WaitAsync(Patience.Limit);
    }

    /// <summary>The way from this node to an origin, and from no other node, is gone: it cannot connect any more.</summary>
    public void LoseSightOf(IOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        _sight.Lose(origin.Port);
    }

    /// <summary>This node reaches an origin again.</summary>
    public void SeeAgain(IOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        _sight.Find(origin.Port);
    }

    /// <summary>Takes leave as at SIGTERM: finishes requests, hands over, leaves.</summary>
    public Task StopAsync() => _clock is null ? Node.StopAsync() : _clock.AdvanceUntilAsync(Node.StopAsync());

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        await DisposeAsync(limit.Token);
    }

    /// <summary>The same; requests that are not counted out are waited for until this is cancelled.</summary>
    internal async Task DisposeAsync(CancellationToken limit)
    {
        // What they asked and nobody waits for any more is told off by that.
        Client.Dispose();
        Admin.Dispose();
        try
        {
            await QuietAsync(limit);
        }
        finally
        {
            await StopAsync().Within();
            await Node.DisposeAsync();
            _log.Dispose();
        }
    }

    /// <param name="hocon">As in a file.</param>
    /// <param name="clock">Its time; null: the system's.</param>
    /// <param name="resolve">Looks up host names; null: the system does.</param>
    internal static async Task<ProxyUnderTest> StartAsync(string hocon, VirtualClock? clock, AddressResolver? resolve)
    {
        var loaded = ConfigurationLoader.LoadText(Defaults + hocon + (clock is null ? "" : VirtualClock.Hocon), "test.conf", Directory.GetCurrentDirectory());
        Assert.True(loaded.Configuration is not null, string.Join('\n', loaded.Errors));
        var log = new TestLog();
        var sight = new Sight();
        var options = new NodeOptions(clock ?? TimeProvider.System, log) { Dialing = dialer => new SightedDialer(dialer, sight), Resolve = resolve };
        // On a thread of its own: the synchronisation context of a test must not become the proxy's.
        var node = await Task.Run(() => ProxyNode.StartAsync(loaded.Configuration!, options)).Within();
        clock?.Drive(node.Supervision.Actors);
        return new ProxyUnderTest(node, log, clock, sight);
    }

    /// <summary>What becomes of another configuration.</summary>
    internal async Task<ChangeResult> ApplyAsync(string hocon)
    {
        var result = await Node.Control.ApplyAsync(new Proposal("test.conf", "", Defaults + hocon)).Within();
        RememberBackends();
        return result;
    }

    private Task QuietAsync(CancellationToken limit)
    {
        RememberBackends();
        return Patience.UntilAsync(
            "every request to a backend is counted out", () => Task.FromResult(_backends.Keys.All(backend => backend.InFlight == 0)), limit);
    }

    // Those that a reload took out of use may still have requests.
    private void RememberBackends()
    {
        foreach (var backend in Node.Table.Current.Pools.Values.SelectMany(pool => pool.Backends))
            _backends.TryAdd(backend, true);
    }

    private static HttpClient ClientOf(ProxyNode node)
    {
        var isTls = node.Configuration.Settings.Listeners.Any(listener => listener.Name == "web" && listener.IsTls);
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
#pragma warning disable CA5359 // The certificates of tests are of roots that the tests make up, and both ends are in this process.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        return new HttpClient(handler) { BaseAddress = new Uri($"{(isTls ? "https" : "http")}://{node.Endpoints["web"]}"), Timeout = Patience.Limit };
    }
}
