using ActorProxy.Actors.Clustering;
using ActorProxy.Actors.Health;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Purges;
using ActorProxy.Actors.Rollouts;
using ActorProxy.Actors.Routing;
using ActorProxy.Actors.Sessions;
using ActorProxy.Actors.Settings;
using ActorProxy.Streams.Flows;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Streams;
using static ActorProxy.Actors.Supervision.ProxyProtocol;

namespace ActorProxy.Actors.Supervision;

/// <summary>The actors of one process, for those who are not actors.</summary>
public sealed class ProxySystem : IAsyncDisposable
{
    private const string ProxyName = "proxy";

    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(3);

    private readonly ActorSelection _proxy;
    private readonly IActorRef _keeper;
    private readonly string _akkaJson;
    private readonly Action<LogLine> _log;
    private int _stopped;

    private ProxySystem(
        ActorSystem system, IActorRef keeper, RoutingTableCell cell, SessionBook sessions, string akkaJson, Action<LogLine> log)
    {
        Sessions = sessions;
        Actors = system;
        _akkaJson = akkaJson;
        _log = log;
        _keeper = keeper;
        _proxy = system.ActorSelection($"/user/{ProxyName}");
        Cell = cell;
        Flows = new FlowRunner(system.Materializer());
    }

    /// <summary>What requests are served by. Right from the start, and whatever becomes of the actors.</summary>
    public RoutingTableCell Cell { get; }

    /// <summary>Carries bodies whose bytes change on the way.</summary>
    public FlowRunner Flows { get; }

    /// <summary>Where sticky sessions go.</summary>
    public SessionBook Sessions { get; }

    /// <summary>Backends that passive health took out of use so far, because of live traffic through this node.</summary>
    public long Ejections => SharedHealth.Of(Actors).Ejections;

    internal ActorSystem Actors { get; }

    /// <summary>Makes the first table, then the actors that keep it right.</summary>
    /// <param name="akkaJson">The operator's <c>{"akka": {…}}</c>, or empty.</param>
    /// <param name="settings">What to serve by.</param>
    /// <param name="upstreams">Makes the ways to the backends.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Gets what the actors and Akka have to say, one line at a time.</param>
    public static ProxySystem Start(
        string akkaJson, ProxySettings settings, IUpstreamFactory upstreams, TimeProvider time, Action<LogLine> log)
    {
        var first = new ProxyState(null).On(new Apply(settings), upstreams);
        first.Prepare(time.GetUtcNow(), Random.Shared);
        var cell = new RoutingTableCell(first.After);

        var setup = ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(AkkaConfiguration.From(akkaJson)), new LogBridge.Target(log), new SharedHealth());
        var system = ActorSystem.Create("actorproxy", setup);
        var proxy = Props.Create(() => new ProxyActor(cell, upstreams, time, Random.Shared));
        var keeper = system.ActorOf(Props.Create(() => new ProxyKeeper(() => system.ActorOf(proxy, ProxyName), time)), "keeper");
        return new ProxySystem(system, keeper, cell, SessionsOf(system, settings, time), akkaJson, log);
    }

    /// <summary>
    /// Makes this node one of many: listens for others at once, and joins them by itself. Throws when the address cannot be had.
    /// </summary>
    /// <param name="settings">From <c>proxy.cluster</c>.</param>
    /// <param name="about">What this node tells others about itself. Called from any thread.</param>
    /// <param name="configuration">Takes up what all nodes are to serve.</param>
    /// <param name="caches">Throws away what no node is to serve any more.</param>
    public Task<ClusterHandle> JoinAsync(ClusterSettings settings, Func<NodeInfo> about, IConfigurationNode configuration, IPurgeNode caches) =>
        ClusterHandle.StartAsync(this, settings, _akkaJson, about, configuration, caches, _log);

    /// <summary>
    /// Serves by these settings from now on, in one swap, and returns the epoch of the new table. Throws what the upstream
    /// factory throws, with nothing changed.
    /// </summary>
    /// <param name="settings">What to serve by.</param>
    /// <param name="epoch">The number that all nodes give it; null: the next one here.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<long> ApplyAsync(ProxySettings settings, long? epoch = null, CancellationToken cancel = default)
    {
        var applied = await AskAsync<Applied>(new Apply(settings, epoch), cancel).ConfigureAwait(false);
        Sessions.Configure(settings.Sessions);
        return applied.Epoch;
    }

    /// <summary>Takes a backend out of use, or back; false when there is none of that name. Requests in flight go on.</summary>
    public async Task<bool> SetDrainAsync(string pool, string backend, bool drain)
    {
        var set = await AskAsync<DrainSet>(new SetDrain(pool, backend, drain), CancellationToken.None).ConfigureAwait(false);
        return set.Found;
    }

    /// <summary>Stops the actors, then closes idle connections to backends. The last table can still be read.</summary>
    public async Task StopAsync()
    {
        // First of all, or it would take the end for a death.
        Actors.Stop(_keeper);
        await CoordinatedShutdown.Get(Actors).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance).ConfigureAwait(false);
        await Actors.WhenTerminated.ConfigureAwait(false);
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
            return;

        foreach (var backend in Cell.Current.Pools.Values.SelectMany(pool => pool.Backends))
            backend.Upstream.Retire();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private static SessionBook SessionsOf(ActorSystem system, ProxySettings settings, TimeProvider time)
    {
        var book = new SessionBook(time);
        book.Configure(settings.Sessions);
        // In a cluster the owners live in its system, and there is nobody to ask until this node is a member.
        if (settings.Cluster is not null)
            return book;
        var region = system.ActorOf(Props.Create(() => new SessionRegionActor(settings.Sessions.CacheSize)), "session");
        book.Owners.Use(system.ActorOf(Props.Create(() => new SessionDeskActor(region, book.Learn)), "sessions"), null);
        return book;
    }

    private async Task<T> AskAsync<T>(object message, CancellationToken cancel)
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(Actors.WhenTerminated.IsCompleted, this);
            try
            {
                return await _proxy.Ask<T>(message, AnswerTime, cancel).ConfigureAwait(false);
            }
            catch (AskTimeoutException)
            {
                // An actor on the way died with the message in its mailbox, and is back by now. Asking twice does no harm.
            }
        }
    }
}
