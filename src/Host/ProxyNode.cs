using System.Net;
using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Rollouts;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Settings;
using ActorProxy.Actors.Supervision;
using ActorProxy.Host.Admin;
using ActorProxy.Host.Caching;
using ActorProxy.Host.Caching.Peers;
using ActorProxy.Host.Configuration;
using ActorProxy.Host.Diagnostics;
using ActorProxy.Host.Listeners;
using ActorProxy.Host.Pipeline;
using ActorProxy.Host.Sessions;
using ActorProxy.Host.Transports;
using ActorProxy.Host.Upstream;
using ActorProxy.Transport;
using Microsoft.Extensions.Logging;

namespace ActorProxy.Host;

/// <summary>One proxy process: the actors that decide, the listeners that serve, and the admin API beside them.</summary>
internal sealed class ProxyNode : IAsyncDisposable
{
    private readonly NodeOptions _options;
    private readonly LoadedConfiguration _started;
    private readonly HttpUpstreamFactory _upstreams;
    private readonly ProxySystem _system;
    private readonly ListenerSet _listeners;
    private readonly ILogger _log;
    private readonly NodeMembership _membership;
    private readonly ParkedMemory _parkedMemory;
    private AdminServer? _admin;
    private volatile NodePhase _phase = NodePhase.Starting;

    private ProxyNode(LoadedConfiguration configuration, NodeOptions options, TransportPlan transport)
    {
        _options = options;
        _started = configuration;
        _log = options.Logs.CreateLogger("ActorProxy");
        Configuration = configuration;
        _upstreams = new HttpUpstreamFactory(options.Dialing?.Invoke(transport.Dialer) ?? transport.Dialer, options.Time, _log, options.Resolve);
        _system = ProxySystem.Start(configuration.AkkaJson, configuration.Settings, _upstreams, options.Time, new ActorLogger(options.Logs).Write);
        Recorder = new RequestRecorder(new Metrics(options.Time))
        {
            AccessLog = AccessLog.Start(configuration.Settings.AccessLog, options.Time, _log),
        };
        Caches = new CacheRegistry(options.Time, _log);
        _membership = new NodeMembership(this, options.Time, _log);
        Control = new ConfigurationControl(this, options.File, options.NodeFile, Recorder.Metrics, options.Time, _log);
        _listeners = new ListenerSet(PipelineOf(configuration.Settings), Recorder.Metrics, transport.Rings, options.Time, options.Logs);
        Rings = transport.Rings;
        _parkedMemory = new ParkedMemory(() => Recorder.Metrics.Listeners.Values.Sum(listener => listener.Released), options.Time, ParkedMemory.Collect);
    }

    /// <summary>What is served now.</summary>
    public LoadedConfiguration Configuration { get; private set; }

    /// <summary>The way to change the configuration: one change at a time.</summary>
    public ConfigurationControl Control { get; }

    /// <summary>What is counted and written down of each request.</summary>
    public RequestRecorder Recorder { get; }

    /// <summary>What is stored, by route.</summary>
    public CacheRegistry Caches { get; }

    /// <summary>What became of fetches that other nodes own.</summary>
    public PeerCounters Peers { get; } = new();

    /// <summary>The published snapshot.</summary>
    public RoutingTableCell Table => _system.Cell;

    /// <summary>The actors that decide.</summary>
    public ProxySystem Supervision => _system;

    /// <summary>Authenticates session cookies.</summary>
    public CookieKey CookieKey { get; } = new();

    /// <summary>Whether it should get new requests: not before it serves what all nodes serve, if there are others and they say so in time.</summary>
    public bool IsReady => _phase == NodePhase.Ready && _membership.IsSettled;

    /// <summary>The life among other nodes; null for a node alone.</summary>
    public ClusterHandle? Cluster => _membership.Cluster;

    /// <summary>Where connections live, shared by all nodes of the process; null: on sockets.</summary>
    public RingGroup? Rings { get; }

    /// <summary>Bound addresses by listener.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> Endpoints => _listeners.Endpoints;

    /// <summary>Where the admin API listens; null when it is switched off.</summary>
    public IPEndPoint? AdminEndpoint => _admin?.Address;

    /// <summary>What this node has counted since its start.</summary>
    public TrafficFigures Traffic() => Recorder.Metrics.Traffic.Figures(Recorder.Metrics.InFlight, _system.Ejections);

    /// <summary>What this node says about itself.</summary>
    public NodeInfo About() => new(
        ProgramVersion.Text,
        ClusterHandle.Protocol,
        Table.Current.Epoch,
        IsReady,
        _admin?.Address.ToString() ?? "",
        ValueList.Of(Endpoints.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")),
        Peers: Cluster?.Credentials is null ? PlaceForNodes : "",
        Control.Trial.Version?.Epoch ?? 0,
        PeersByTls: Cluster?.Credentials is null ? "" : PlaceForNodes);

    /// <summary>
    /// Starts the actors, then the admin API, then the listeners. An address that cannot be bound is an
    /// <see cref="IOException"/> whose message says which and what to do.
    /// </summary>
    public static async Task<ProxyNode> StartAsync(LoadedConfiguration configuration, NodeOptions options)
    {
        var transport = await TransportPlan.ChooseAsync(configuration.Settings.Transport, options.Logs.CreateLogger("ActorProxy"));
        var node = new ProxyNode(configuration, options, transport);
        try
        {
            await node.OpenAsync(configuration);
            Log.TransportTaken(node._log, transport.Name, transport.Reason);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Puts a new configuration in the place of the old one: new listeners open, the table is swapped at once, listeners that
    /// are gone finish their requests. On an error nothing has changed. Called by <see cref="Control"/>, one at a time.
    /// </summary>
    public async Task<ApplyResult> ApplyAsync(LoadedConfiguration configuration)
    {
        var change = await PrepareAsync(configuration);
        return change.Errors.Count > 0
            ? new ApplyResult(Table.Current.Epoch, change.RestartNeeded, change.Errors)
            : new ApplyResult(await CommitAsync(change), change.RestartNeeded, []);
    }

    /// <summary>The first half: opens what is new, so that only the swap is left, or says why it cannot.</summary>
    public async Task<PreparedChange> PrepareAsync(LoadedConfiguration configuration) => new(
        configuration,
        await _listeners.PrepareAsync(configuration.Settings),
        RestartNeeds.Between(_started, configuration));

    /// <summary>The second half: swaps, under the number that all nodes give it or the next one here.</summary>
    public async Task<long> CommitAsync(PreparedChange change, long? epoch = null)
    {
        var settings = change.Configuration.Settings;
        await Caches.ConfigureAsync(settings);
        var served = await _system.ApplyAsync(settings, epoch);
        CookieKey.Configure(settings.Sessions.Key);
        Configuration = change.Configuration;
        _ = CloseInTimeAsync(deadline => _listeners.CommitAsync(change.Listeners, deadline));
        return served;
    }

    /// <summary>Returns when it is ready, or will not become so by waiting.</summary>
    public Task WaitUntilSettledAsync() => _membership.WaitUntilSettledAsync();

    /// <summary>Takes a backend out of use by hand, or puts it back; false when there is none of that name.</summary>
    public Task<bool> SetDrainAsync(string pool, string backend, bool drain) => _system.SetDrainAsync(pool, backend, drain);

    /// <summary>
    /// Turns unready, lets clients move on during the grace period, stops accepting, finishes requests up to the deadline, then stops the actors and
    /// last the admin API.
    /// </summary>
    public async Task StopAsync()
    {
        if (_phase >= NodePhase.Draining)
            return;
        _phase = NodePhase.Draining;
        _listeners.Leave();
        await Control.LeaveAsync();
        await Task.Delay(Configuration.Settings.Shutdown.Grace, _options.Time);
        await CloseInTimeAsync(_listeners.StopAsync);
        _parkedMemory.Dispose();
        await Caches.DisposeAsync();
        // Last of all that others see: what this node owns is handed over when it has nothing to ask of it any more.
        if (Cluster is { } cluster)
            await cluster.LeaveAsync();
        await _system.StopAsync();
        if (_admin is not null)
            await _admin.DisposeAsync();
        if (Recorder.AccessLog is { } accessLog)
            await accessLog.DisposeAsync();
        _phase = NodePhase.Stopped;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _upstreams.Dispose();
        Control.Dispose();
    }

    private async Task OpenAsync(LoadedConfiguration configuration)
    {
        var admin = configuration.Settings.Admin;
        if (admin.Enabled)
            _admin = await AdminServer.StartAsync(new AdminContext(this, Control, Recorder, _options.Demo, _options.Time, _log), admin.Address);
        await Caches.ConfigureAsync(configuration.Settings);
        if (configuration.Settings.Cluster is { } cluster)
        {
            var handle = await _membership.JoinAsync(_system, cluster, About);
            await _listeners.OpenForNodesAsync(cluster, handle.Credentials, configuration.Settings.Limits);
        }

        var change = await _listeners.PrepareAsync(configuration.Settings);
        if (change.Errors.Count > 0)
            throw new IOException(string.Join(Environment.NewLine, change.Errors));
        await _listeners.CommitAsync(change, CancellationToken.None);
        _phase = NodePhase.Ready;
    }

    private ProxyPipeline PipelineOf(ProxySettings settings)
    {
        CookieKey.Configure(settings.Sessions.Key);
        var peers = new PeerFetcher(() => Cluster, CookieKey, new PeerBook(_upstreams, _options.Time), Peers, _options.Time);
        return new ProxyPipeline(Table, new StickyRouter(_system.Sessions, CookieKey, _options.Time), Caches, peers, Recorder, _system.Flows, _options.Time);
    }

    // By the name that other nodes have for this one; a bracket stands around an address of IPv6.
    private string PlaceForNodes => Cluster is { } cluster && _listeners.ForNodes is { } point
        ? new UriBuilder(Uri.UriSchemeHttp, cluster.Self.Host, point.Port).Uri.Authority
        : "";

    private async Task CloseInTimeAsync(Func<CancellationToken, Task> close)
    {
        using var deadline = new CancellationTokenSource(Configuration.Settings.Shutdown.Deadline, _options.Time);
        await close(deadline.Token);
        if (deadline.IsCancellationRequested)
            Log.DeadlinePassed(_log, Recorder.Metrics.InFlight);
    }
}
