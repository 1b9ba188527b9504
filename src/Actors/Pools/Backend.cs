using ActorProxy.Actors.Requests;
using ActorProxy.Actors.Settings;

namespace ActorProxy.Actors.Pools;

/// <summary>
/// One address of a pool, with what lives on through reloads: its connections, counters and health. Requests touch only
/// counters; health is written by its HealthActor, settings by the ProxyActor.
/// </summary>
public sealed class Backend
{
    private int _inFlight;
    private long _requests;
    private long _failures;

    /// <summary>Made by the ProxyActor when the address first appears in the pool.</summary>
    public Backend(string pool, BackendSettings settings, IUpstream upstream)
    {
        Pool = pool;
        Settings = settings;
        Upstream = upstream;
    }

    /// <summary>Name of the pool.</summary>
    public string Pool { get; }

    /// <summary>Unique in its pool: <c>host:port</c>.</summary>
    public string Id => Settings.Id;

    /// <summary>Replaced on reload.</summary>
    public BackendSettings Settings { get; internal set; }

    /// <summary>The way to it.</summary>
    public IUpstream Upstream { get; }

    /// <summary>Requests being served by it now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Requests sent to it so far.</summary>
    public long Requests => Volatile.Read(ref _requests);

    /// <summary>Requests that failed by its fault so far.</summary>
    public long Failures => Volatile.Read(ref _failures);

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
    public void ReportFailure(Failure failure) => Interlocked.Increment(ref _failures);
}
