using ActorProxy.Actors.Health;
using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Pools;

/// <summary>
/// One address of a pool, with what lives on through reloads: its connections, counters and health. Requests touch only
/// counters; health is written by its HealthActor, settings by the ProxyActor.
/// </summary>
public sealed class Backend
{
    private volatile BackendSettings _settings;
    private volatile BackendHealth _health = BackendHealth.Initial;
    private volatile FailureDetector? _detector;
    private int _inFlight;
    private volatile int _elsewhereInFlight;
    private long _requests;
    private long _failures;

    /// <summary>Made by the ProxyActor when the address first appears in the pool.</summary>
    public Backend(string pool, BackendSettings settings, IUpstream upstream)
    {
        Pool = pool;
        _settings = settings;
        Upstream = upstream;
    }

    /// <summary>Name of the pool.</summary>
    public string Pool { get; }

    /// <summary>Unique in its pool: <c>host:port</c>.</summary>
    public string Id => Settings.Id;

    /// <summary>Replaced on reload; the address stays.</summary>
    public BackendSettings Settings => _settings;

    /// <summary>The way to it.</summary>
    public IUpstream Upstream { get; }

    /// <summary>What is known about it. One volatile read.</summary>
    public BackendHealth Health
    {
        get => _health;
        internal set => _health = value;
    }

    /// <summary>Requests being served by it now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>
    /// Requests being served by it through other nodes, as this one lets them count: late, and followed slowly. Zero without a cluster,
    /// and in pools that do not choose by it.
    /// </summary>
    public int ElsewhereInFlight
    {
        get => _elsewhereInFlight;
        internal set => _elsewhereInFlight = value;
    }

    /// <summary>Requests sent to it so far.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Requests that failed by its fault so far.</summary>
    public long Failures => Volatile.Read(ref _failures);

    /// <summary>What its HealthActor counts failures with; null: nothing does.</summary>
    internal FailureDetector? Detector
    {
        set => _detector = value;
    }

    /// <summary>Takes a place for one request; false when <see cref="BackendSettings.MaxConnections"/> are taken.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _inFlight) > Settings.MaxConnections)
        {
            Interlocked.Decrement(ref _inFlight);
            return false;
        }

        Interlocked.Increment(ref _requests);
        return true;
    }

    /// <summary>Gives the place back. Called exactly once for each successful <see cref="TryEnter"/>.</summary>
    public void Exit() => Interlocked.Decrement(ref _inFlight);

    /// <summary>Counts a failure that blames this backend; tells its HealthActor when the passive threshold is crossed.</summary>
    public void ReportFailure(Failure failure)
    {
        Interlocked.Increment(ref _failures);
        _detector?.Record();
    }

    /// <summary>Takes up new settings for the same address.</summary>
    internal void Configure(PoolSettings pool, BackendSettings settings)
    {
        _settings = settings;
        Upstream.Configure(pool, settings);
    }
}
