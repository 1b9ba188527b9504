using System.Net;
using ActorProxy.Actors.Pools;
using ActorProxy.Host;
using ActorProxy.Host.Configuration;
using ActorProxy.Host.Upstream;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorProxy.Scenarios.Harness;

/// <summary>A whole node in this process, on ports that the system chose. Disposing it fails the test when a request was not counted out.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    // What a test does not say: a listener called web, no log. Each may be said again by the test's own text.
    private const string Defaults = """
        proxy { listeners.web.address = "127.0.0.1:0", admin.address = "127.0.0.1:0", access-log.enabled = false }
        proxy.transport = ${?ACTORPROXY_TEST_TRANSPORT}

        """;

    private readonly HashSet<Backend> _backends = [];

    private Proxy(ProxyNode node)
    {
        Node = node;
        Admin = new HttpClient { BaseAddress = new Uri($"http://{node.AdminEndpoint}"), Timeout = Patience.Limit };
        RememberBackends();
    }

    public ProxyNode Node { get; }

    /// <summary>A client of the admin API.</summary>
    public HttpClient Admin { get; }

    /// <summary>The actors, for tests that kill them.</summary>
    public ActorSystem Actors => Node.Supervision.Actors;

    /// <summary>Starts a node with a configuration that must be valid.</summary>
    /// <param name="hocon">The configuration.</param>
    /// <param name="resolve">Looks up host names instead of the system.</param>
    public static async Task<Proxy> StartAsync(string hocon, AddressResolver? resolve = null)
    {
        var configuration = Load(hocon);
        var options = new NodeOptions(TimeProvider.System, NullLoggerProvider.Instance) { Resolve = resolve };
        return new Proxy(await Task.Run(() => ProxyNode.StartAsync(configuration, options)).Within());
    }

    /// <summary>One pool called site that gets every request; <paramref name="more"/> is added inside <c>proxy { }</c>.</summary>
    public static Task<Proxy> InFrontOfAsync(ScriptedOrigin origin, string more = "") => StartAsync(Configuration([origin], more));

    /// <summary>The same with several backends.</summary>
    public static Task<Proxy> InFrontOfAsync(ScriptedOrigin[] origins, string more = "") => StartAsync(Configuration(origins, more));

    /// <summary>What a file must say for itself that is given to the program or sent to the admin API.</summary>
    public const string Listening = """listeners.web.address = "127.0.0.1:0", admin.address = "127.0.0.1:0", access-log.enabled = false""";

    /// <summary>The text that <see cref="InFrontOfAsync(ScriptedOrigin[], string)"/> starts with.</summary>
    public static string Configuration(ScriptedOrigin[] origins, string more = "") => $$"""
        proxy {
          pools.site.backends = [ {{string.Join(", ", origins.Select(origin => $"\"{origin.Url}\""))}} ]
          routes = [ { name = site, path = "/", pool = site } ]
          {{more}}
        }
        """;

    public IPEndPoint Endpoint(string listener) => Node.Endpoints[listener];

    public Task<RawClient> ConnectAsync(string listener = "web") => RawClient.ConnectAsync(Endpoint(listener));

    /// <summary>One request on a connection of its own.</summary>
    public async Task<RawMessage> AskAsync(string request)
    {
        await using var client = await ConnectAsync();
        return await client.AskAsync(request);
    }

    public async Task<ApplyResult> ReloadAsync(string hocon)
    {
        var result = await Node.ApplyAsync(Load(hocon)).Within();
        RememberBackends();
        return result;
    }

    public Backend Backend(string pool, ScriptedOrigin origin) => Node.Table.Current.Pools[pool].Backends.Single(backend => backend.Id == origin.Id);

    /// <summary>Waits until no request is under way. The client may have its last byte a moment before the connection to the origin is free again.</summary>
    public Task QuietAsync() => Patience.UntilAsync(() => _backends.All(backend => backend.InFlight == 0));

    public async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await QuietAsync();
        await Node.StopAsync().Within();
    }

    private static LoadedConfiguration Load(string hocon)
    {
        var result = ConfigurationLoader.LoadText(Defaults + hocon, "test.conf", Directory.GetCurrentDirectory());
        Assert.True(result.Configuration is not null, string.Join("\n", result.Errors));
        return result.Configuration;
    }

    private void RememberBackends() => _backends.UnionWith(Node.Table.Current.Pools.Values.SelectMany(pool => pool.Backends));
}
