using ActorProxy.TestKit.Raw;

namespace ActorProxy.TestKit;

/// <summary>
/// The base of a test: what it starts is stopped at its end, whatever came of it. Probes and filters of Akka.TestKit are there too, in a system
/// of their own.
/// </summary>
public abstract class ProxyTest : Akka.TestKit.Xunit2.TestKit, IAsyncLifetime
{
    private readonly Stack<IAsyncDisposable> _started = [];

    /// <summary>A quiet system for the test's own actors.</summary>
    protected ProxyTest()
        : base("akka { loglevel = OFF, stdout-loglevel = OFF }")
    {
    }

    /// <summary>An origin that answers by this body.</summary>
    /// <param name="body">As UTF-8.</param>
    /// <param name="fields">More fields of its head.</param>
    protected FaultyOrigin StartOrigin(string body, params string[] fields) => Keep(FaultyOrigin.Answering(body, fields));

    /// <summary>An origin that says, byte by byte, what its scripts say.</summary>
    /// <param name="scripts">For its first connection, the second and so on; the last one for all that follow.</param>
    protected ScriptedOrigin StartScriptedOrigin(params Func<OriginConnection, Task>[] scripts) => Keep(ScriptedOrigin.Start(scripts));

    /// <summary>A proxy node with a configuration as in a file.</summary>
    /// <param name="hocon">Its text.</param>
    /// <param name="clock">Its time; null: time goes on by itself.</param>
    protected async Task<ProxyUnderTest> StartProxyAsync(string hocon, VirtualClock? clock = null) => Keep(await ProxyUnderTest.StartAsync(hocon, clock));

    /// <summary>A proxy node with one pool called site that gets every request.</summary>
    /// <param name="origin">Its backend.</param>
    /// <param name="more">More of the configuration, to stand inside <c>proxy { }</c>.</param>
    protected async Task<ProxyUnderTest> StartProxyAsync(IOrigin origin, string more = "") => Keep(await ProxyUnderTest.InFrontOfAsync(origin, more));

    /// <summary>Several nodes that are one cluster.</summary>
    protected async Task<ProxyCluster> StartClusterAsync(int nodes, string hocon) => Keep(await ProxyCluster.StartAsync(nodes, hocon));

    /// <inheritdoc />
    public virtual Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public virtual async Task DisposeAsync()
    {
        // The proxies first, or they would see their origins go.
        while (_started.TryPop(out var one))
            await one.DisposeAsync();
        await Sys.Terminate();
    }

    private T Keep<T>(T started)
        where T : IAsyncDisposable
    {
        _started.Push(started);
        return started;
    }
}
