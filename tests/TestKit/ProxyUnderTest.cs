using System.Collections.Concurrent;
using System.Net;
using ActorProxy.Actors.Clustering;
using ActorProxy.Host;
using ActorProxy.Host.Configuration;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace ActorProxy.TestKit;

/// <summary>A whole proxy node in the process of the test, on ports that the system chose.</summary>
public sealed class ProxyUnderTest : IAsyncDisposable
{
    // What a test does not say. Each may be said again by the test's own text.
    private const string Defaults = """
        proxy { listeners.web.address = "127.0.0.1:0", admin.address = "127.0.0.1:0", access-log.enabled = off, transport = sockets }

        """;

    private readonly TestLog _log;

    private ProxyUnderTest(ProxyNode node, TestLog log)
    {
        Node = node;
        _log = log;
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"http://{node.Endpoints["web"]}"),
            Timeout = Patience.Limit,
        };
        Admin = new HttpClient { BaseAddress = new Uri($"http://{node.AdminEndpoint}"), Timeout = Patience.Limit };
    }

    /// <summary>Sends requests to the listener called web. It keeps no cookies and follows no redirects.</summary>
    public HttpClient Client { get; }

    /// <summary>Talks to the admin API.</summary>
    public HttpClient Admin { get; }

    /// <summary>Everything that was logged.</summary>
    public IReadOnlyCollection<string> Log => _log.Lines;

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
    public static async Task<ProxyUnderTest> StartAsync(string hocon)
    {
        var loaded = ConfigurationLoader.LoadText(Defaults + hocon, "test.conf", Directory.GetCurrentDirectory());
        Assert.True(loaded.Configuration is not null, string.Join('\n', loaded.Errors));
        var log = new TestLog();
        // On a thread of its own: the synchronisation context of a test must not become the proxy's.
        var node = await Task.Run(() => ProxyNode.StartAsync(loaded.Configuration!, new NodeOptions(TimeProvider.System, log)));
        return new ProxyUnderTest(node, log);
    }

    /// <summary>Sends another configuration to the admin API, completed as at the start; status and body of the answer.</summary>
    /// <param name="hocon">As in a file.</param>
    /// <param name="message">Why, for the history.</param>
    /// <param name="more">More of the query, such as <c>guard=10s</c>.</param>
    public async Task<(HttpStatusCode Status, string Body)> PutConfigurationAsync(string hocon, string message = "", string more = "")
    {
        using var text = new StringContent(Defaults + hocon);
        using var response = await Admin.PutAsync(new Uri($"/api/config?message={Uri.EscapeDataString(message)}&{more}", UriKind.Relative), text);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The number of the configuration that it serves.</summary>
    public long Epoch => Node.Table.Current.Epoch;

    /// <summary>Where a listener accepts.</summary>
    public IPEndPoint Endpoint(string listener) => Node.Endpoints[listener];

    /// <summary>Kills an actor that serves, such as <c>/user/proxy/router-api</c>, and returns when it has died.</summary>
    public async Task KillActorAsync(string path)
    {
        var actor = await Actors.ActorSelection(path).ResolveOne(Patience.Limit);
        var dead = actor.WatchAsync();
        actor.Tell(Kill.Instance);
        await dead.WaitAsync(Patience.Limit);
    }

    /// <summary>Takes leave as at SIGTERM: finishes requests, hands over, leaves.</summary>
    public Task StopAsync() => Node.StopAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Node.StopAsync();
        await Node.DisposeAsync();
        Client.Dispose();
        Admin.Dispose();
        _log.Dispose();
    }

    private sealed class TestLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = [];

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" {exception}")}");

        public void Dispose()
        {
        }
    }
}
