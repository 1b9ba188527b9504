using System.Collections.Concurrent;
using ActorProxy.Actors.Pools;
using ActorProxy.Actors.Routing;

namespace ActorProxy.Host.Diagnostics;

/// <summary>
/// Everything that is counted. Requests add to it from any thread without a lock; <see cref="MetricsPage"/> reads it.
/// Routes and listeners are found by name and backends by identity, so that what a reload keeps goes on counting.
/// </summary>
internal sealed class Metrics(TimeProvider time)
{
    private const int BegunCell = 0;
    private const int EndedCell = 1;

    private readonly StripedCells _requests = new(2);
    private readonly ConcurrentDictionary<string, RouteMetrics> _routes = new();
    private readonly ConcurrentDictionary<string, CompressionMetrics> _compression = new();
    private readonly ConcurrentDictionary<Backend, BackendMetrics> _backends = new();
    private readonly ConcurrentDictionary<string, ListenerMetrics> _listeners = new();
    private long _reloads;
    private long _failedReloads;

    /// <summary>Requests that no route matched.</summary>
    public RouteMetrics Unrouted { get; } = new();

    /// <summary>The node as a whole.</summary>
    public TrafficMeter Traffic { get; } = new(time.TimestampFrequency);

    /// <summary>Which status has which slot in <see cref="RouteMetrics"/>.</summary>
    public StatusSlots Statuses { get; } = new();

    /// <summary>By name.</summary>
    public IReadOnlyDictionary<string, ListenerMetrics> Listeners => _listeners;

    /// <summary>Configurations applied after the first.</summary>
    public long Reloads => Volatile.Read(ref _reloads);

    /// <summary>Configurations refused.</summary>
    public long FailedReloads => Volatile.Read(ref _failedReloads);

    /// <summary>Requests being served. Never less than there are: those that ended are summed first.</summary>
    public long InFlight
    {
        get
        {
            var ended = _requests.Sum(EndedCell);
            return Math.Max(0, _requests.Sum(BegunCell) - ended);
        }
    }

    /// <summary>Called when the headers of a request are complete.</summary>
    public void Begin() => Interlocked.Increment(ref _requests.Mine[BegunCell]);

    /// <summary>Called exactly once for each <see cref="Begin"/>.</summary>
    public void Record(in RequestRecord record)
    {
        Interlocked.Increment(ref _requests.Mine[EndedCell]);
        Traffic.Record(record.Status, record.EndTimestamp - record.StartTimestamp);
        Of(record.Route).Record(record, Statuses.Of(record.Status));
        if (record.Backend is { } backend)
            Of(backend).Record(record.Status, record.EndTimestamp - record.StartTimestamp);
    }

    /// <summary>The connections of a listener, made when first asked for.</summary>
    public ListenerMetrics Listener(string name) => _listeners.GetOrAdd(name, static _ => new ListenerMetrics());

    /// <summary>The counters of a route, or null when it has had no request.</summary>
    public RouteMetrics? Route(string name) => _routes.GetValueOrDefault(name);

    /// <summary>What was encoded on a route; made when first asked for.</summary>
    public CompressionMetrics Compression(Route route) => _compression.TryGetValue(route.Settings.Name, out var found)
        ? found
        : _compression.GetOrAdd(route.Settings.Name, static _ => new CompressionMetrics());

    /// <summary>What was encoded on a route, or null when nothing was.</summary>
    public CompressionMetrics? Compression(string route) => _compression.GetValueOrDefault(route);

    /// <summary>The counters of a backend, or null when it has had no request.</summary>
    public BackendMetrics? Backend(Backend backend) => _backends.GetValueOrDefault(backend);

    /// <summary>Counts a reload and forgets routes and backends that are gone.</summary>
    public void Reloaded(RoutingTable table)
    {
        Interlocked.Increment(ref _reloads);
        var routes = table.Settings.Routes.Select(route => route.Name).ToHashSet();
        var backends = table.Pools.Values.SelectMany(pool => pool.Backends).ToHashSet();
        foreach (var name in _routes.Keys.Where(name => !routes.Contains(name)))
            _routes.TryRemove(name, out _);
        foreach (var name in _compression.Keys.Where(name => !routes.Contains(name)))
            _compression.TryRemove(name, out _);
        foreach (var backend in _backends.Keys.Where(backend => !backends.Contains(backend)))
            _backends.TryRemove(backend, out _);
    }

    /// <summary>Counts a configuration that was refused.</summary>
    public void ReloadFailed() => Interlocked.Increment(ref _failedReloads);

    private RouteMetrics Of(Route? route)
    {
        if (route is null)
            return Unrouted;
        return _routes.TryGetValue(route.Settings.Name, out var found)
            ? found
            : _routes.GetOrAdd(route.Settings.Name, static _ => new RouteMetrics());
    }

    private BackendMetrics Of(Backend backend) => _backends.TryGetValue(backend, out var found)
        ? found
        : _backends.GetOrAdd(backend, static (_, frequency) => new BackendMetrics(frequency), time.TimestampFrequency);
}
